@micropython.viper
def f(a: int, b: int, c: int) -> int:
    return a + (b * (c - (a & (b | (c ^ (a + (b - (c * (a + (b + (c + 1)))))))))))


@micropython.viper
def g(a: int, b: int) -> int:
    return (a + b) * (a - b) + (a * b) * ((a + 1) * (b + 1) - (a - 1) * (b - 1))


print(f(3, 5, 7), f(-3, 5, -7), g(10, 4))
