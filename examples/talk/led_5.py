"""As number 4, as machine code."""

# The talk does not say how often the loop is unrolled; eight times is assumed.

import micropython
from pyb import LED

led = LED(4)
n = 100000


@micropython.native
def blink_native(n):
    on = led.on
    off = led.off
    r = range(n // 8)
    for i in r:
        on()
        off()
        on()
        off()
        on()
        off()
        on()
        off()
        on()
        off()
        on()
        off()
        on()
        off()
        on()
        off()


blink_native(n)
