"""Viper as number 6, the loop not unrolled."""

# The talk does not say how often the loop is unrolled; not at all is assumed here, eight times in number 6.

import micropython
import stm

n = 100000


@micropython.viper
def blink_viper(n: int):
    p = ptr16(stm.GPIOB + stm.GPIO_BSRR)
    for i in range(n):
        p[0] = 1 << 4
        p[1] = 1 << 4


blink_viper(n)
