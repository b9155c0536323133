"""As number 3, the loop unrolled."""

# The talk does not say how often the loop is unrolled; eight times is assumed.

from pyb import LED

led = LED(4)
n = 100000


def blink_preload_unrolled(n):
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


blink_preload_unrolled(n)
