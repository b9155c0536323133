"""The LED at module level: globals and methods are looked up each time."""

from pyb import LED

led = LED(4)
n = 100000

for i in range(n):
    led.on()
    led.off()
