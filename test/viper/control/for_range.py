@micropython.viper
def sums(a: int, b: int) -> int:
    total = 0
    for i in range(a, b):
        total += i
    for i in range(b, a, -2):
        total += i * 1000
    for i in range(3):
        for j in range(i):
            total += 1
    return total


@micropython.viper
def after(n: int) -> int:
    i = -1
    for i in range(n):
        if i == 5:
            break
    else:
        i += 100
    return i


print(sums(2, 9), after(10), after(4), after(0))
