from micropython import const

LIMIT = const(0x3FFFFFFF)
_HIDDEN = const(12)


@micropython.viper
def f(x: int) -> int:
    return (x & LIMIT) + _HIDDEN


@micropython.viper
def objects():
    return (10000000000, 1.25, "text", b"bytes", (1, "two", 3.5), ...)


print(f(100), objects())
