"""The same in a function: `i` and the range are locals."""

from pyb import LED

led = LED(4)
n = 100000


def blink_simple(n):
    for i in range(n):
        led.on()
        led.off()


blink_simple(n)
