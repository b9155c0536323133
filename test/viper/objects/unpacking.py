@micropython.viper
def f(items):
    a, b = items
    first, *rest = items
    (c, d), e = (a, b), 5
    a, b = b, a
    return a, b, first, rest, c, d, e


print(f([1, 2]))
try:
    f([1])
except ValueError as error:
    print(error)
