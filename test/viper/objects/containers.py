@micropython.viper
def f(a: int, b):
    return ([a, b], (b, a), {a: b}, {a}, [], (), {}, b[a:], b[a])


print(f(1, "text"))
