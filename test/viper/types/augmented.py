@micropython.viper
def f(x: int) -> int:
    x += 5
    x -= 2
    x *= 7
    x |= 1
    x &= 0xFF
    x ^= 0x0F
    x <<= 3
    x >>= 1
    x //= 3
    x %= 50
    return x


@micropython.viper
def objects(x, y):
    x += y
    x *= x
    return x


print(f(1), f(100), f(-100), objects(3, 4), objects(1.5, 2))
