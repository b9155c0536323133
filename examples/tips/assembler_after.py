"""Variables are registers."""

import micropython


@micropython.asm_thumb
def checksum(r0, r1):
    mov(r2, 0)
    mov(r3, 0)
    movw(r5, 0xFFFF)
    label(loop)
    ldrb(r4, [r0, 0])
    eor(r2, r4)
    add(r2, r2, r3)
    and_(r2, r5)
    add(r0, 1)
    add(r3, 1)
    cmp(r3, r1)
    blt(loop)
    mov(r0, r2)


data = bytearray(b"pyboard!" * 32)
for i in range(200):
    result = checksum(data, len(data))
print(result)
