"""Inline assembler: the same stores, and a count in a register."""

# The talk does not say how often the loop is unrolled; eight times is assumed.

import micropython
import stm

n = 100000


@micropython.asm_thumb
def blink_asm(r0):
    lsr(r0, r0, 3)
    movwt(r1, stm.GPIOB)
    movw(r2, 1 << 4)
    label(loop)
    strh(r2, [r1, stm.GPIO_BSRRL])
    strh(r2, [r1, stm.GPIO_BSRRH])
    strh(r2, [r1, stm.GPIO_BSRRL])
    strh(r2, [r1, stm.GPIO_BSRRH])
    strh(r2, [r1, stm.GPIO_BSRRL])
    strh(r2, [r1, stm.GPIO_BSRRH])
    strh(r2, [r1, stm.GPIO_BSRRL])
    strh(r2, [r1, stm.GPIO_BSRRH])
    strh(r2, [r1, stm.GPIO_BSRRL])
    strh(r2, [r1, stm.GPIO_BSRRH])
    strh(r2, [r1, stm.GPIO_BSRRL])
    strh(r2, [r1, stm.GPIO_BSRRH])
    strh(r2, [r1, stm.GPIO_BSRRL])
    strh(r2, [r1, stm.GPIO_BSRRH])
    strh(r2, [r1, stm.GPIO_BSRRL])
    strh(r2, [r1, stm.GPIO_BSRRH])
    sub(r0, r0, 1)
    bne(loop)


blink_asm(n)
