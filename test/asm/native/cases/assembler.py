# Assembler functions: what they get for each argument, and what becomes of the word they return.
import micropython


@micropython.asm_thumb
def none():
    mov(r0, 42)


@micropython.asm_thumb
def identity(r0):
    mov(r0, r0)


@micropython.asm_thumb
def weigh(r0, r1, r2, r3):
    add(r1, r1, r1)
    add(r0, r0, r1)
    mov(r1, 3)
    mul(r2, r1)
    add(r0, r0, r2)
    lsl(r3, r3, 2)
    add(r0, r0, r3)


@micropython.asm_thumb
def as_uint(r0) -> uint:
    mvn(r0, r0)


@micropython.asm_thumb
def as_bool(r0) -> bool:
    mov(r0, r0)


@micropython.asm_thumb
def as_object(r0) -> object:
    mov(r0, r0)


@micropython.asm_thumb
def sum_bytes(r0, r1):
    mov(r2, 0)
    b(END)
    label(LOOP)
    ldrb(r3, [r0, 0])
    add(r2, r2, r3)
    add(r0, r0, 1)
    sub(r1, r1, 1)
    label(END)
    cmp(r1, 0)
    bgt(LOOP)
    mov(r0, r2)


@micropython.asm_thumb
def second_item(r0) -> object:
    ldr(r0, [r0, 4])


print(none(), weigh(1, 2, 3, 4))
print(identity(-5), identity(True), identity(None), identity(False), identity(2.9), identity(-2.9))
print(identity(0x7FFFFFFF), identity(0xFFFFFFFF), identity(1 << 40))
print(as_uint(0), as_uint(-1), as_bool(3), as_bool(0), as_object(21))
data = bytearray(range(10))
print(sum_bytes(data, 10), sum_bytes(b"abc", 3), sum_bytes("abc", 2))
print(second_item([1, 2, 3]), second_item((4, 5)))
for args in ((), (1, 2)):
    try:
        identity(*args)
    except TypeError as e:
        print("TypeError:", e)
