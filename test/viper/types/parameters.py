@micropython.viper
def f(a: int, b: uint, c: bool, d: object, e) -> object:
    return (a, b, c, d, e)


print(f(-1, 2, 3, "four", None))
print(f(True, False, [], (), ...))
