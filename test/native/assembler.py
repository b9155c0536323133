@micropython.asm_thumb
def add(r0, r1):
    add(r0, r0, r1)


@micropython.asm_thumb
def count(r0):
    mov(r1, 0)
    label(loop)
    add(r1, r1, r0)
    sub(r0, r0, 1)
    bne(loop)
    mov(r0, r1)


@micropython.asm_thumb
def answer() -> object:
    mov(r0, 85)


print(add(20, 22), count(10), answer())
