"""The compiler puts the numbers where the names stand; with an underscore the names are gone, too."""

from micropython import const

_MASK = const(0x3F)
_SHIFT = const(2)
_OFFSET = const(7)


def scale():
    total = 0
    for i in range(3000):
        total += ((i & _MASK) << _SHIFT) + _OFFSET
    return total


print(scale())
