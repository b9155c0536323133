"""Viper: 16-bit stores to the port's set and reset register."""

# The talk does not say how often the loop is unrolled; eight times is assumed.

import micropython
import stm

n = 100000


@micropython.viper
def blink_viper(n: int):
    p = ptr16(stm.GPIOB + stm.GPIO_BSRR)
    for i in range(n // 8):
        p[0] = 1 << 4
        p[1] = 1 << 4
        p[0] = 1 << 4
        p[1] = 1 << 4
        p[0] = 1 << 4
        p[1] = 1 << 4
        p[0] = 1 << 4
        p[1] = 1 << 4
        p[0] = 1 << 4
        p[1] = 1 << 4
        p[0] = 1 << 4
        p[1] = 1 << 4
        p[0] = 1 << 4
        p[1] = 1 << 4
        p[0] = 1 << 4
        p[1] = 1 << 4


blink_viper(n)
