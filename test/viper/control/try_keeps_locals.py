@micropython.viper
def f(x) -> int:
    a = 1
    b = 2
    c = [3]
    try:
        a = 10
        b = 20
        c = [30]
        x()
        a = 100
    except ZeroDivisionError:
        a += 5
    return a + b + int(c[0])


def divides():
    1 // 0


def works():
    pass


print(f(divides), f(works))
