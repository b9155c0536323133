@micropython.viper
def f(a, i: int):
    a[i] = i + 1
    a[0] = "zero"
    del a[1]
    return (a[i - 1], a[-1], a[0:2], a[:i])


print(f([5, 6, 7, 8], 2))
