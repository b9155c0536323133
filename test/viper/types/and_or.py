@micropython.viper
def both(a: int, b: int) -> int:
    if a > 0 and b > 0:
        return 3
    if a > 0 or b > 0:
        return 2
    return 0


@micropython.viper
def values(a: int, b: int) -> int:
    return (a and b) + (a or b) * 10


@micropython.viper
def objects(a, b):
    return (a and b, a or b)


print(both(1, 1), both(0, 1), both(1, 0), both(0, 0))
print(values(3, 4), values(0, 4), values(3, 0))
print(objects([], 1), objects("x", 2))
