@micropython.viper
def between(a: int, b: int, c: int) -> bool:
    return a < b < c


@micropython.viper
def objects(a, b, c):
    return a < b <= c


print(between(1, 2, 3), between(1, 5, 3), between(4, 2, 3), objects("a", "b", "b"), objects(1, 0, 2))
