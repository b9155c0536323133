value = 1


@micropython.viper
def f() -> int:
    total = 0
    for i in range(3):
        total = total * 10 + int(value)
        change()
    return total


def change():
    global value
    value += 1


print(f(), f())
len_before = len
len = lambda x: 99


@micropython.viper
def g() -> int:
    return int(len([]))


print(g())
del len
print(g())
