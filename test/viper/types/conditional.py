@micropython.viper
def larger(a: int, b: int) -> int:
    return a if a > b else b


@micropython.viper
def chosen(c, a, b):
    return a if c else b


print(larger(3, 9), larger(9, 3), chosen([], 1, 2), chosen([0], 1, 2))
