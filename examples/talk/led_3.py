"""Methods preloaded into locals, the range made once."""

from pyb import LED

led = LED(4)
n = 100000


def blink_preload(n):
    on = led.on
    off = led.off
    r = range(n)
    for i in r:
        on()
        off()


blink_preload(n)
