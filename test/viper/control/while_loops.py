@micropython.viper
def f(n: int) -> int:
    total = 0
    while n > 0:
        n -= 1
        if n == 7:
            continue
        if n == 2:
            break
        total += n
    else:
        total = -1
    return total


@micropython.viper
def collatz(n: int) -> int:
    steps = 0
    while n != 1:
        if n & 1:
            n = 3 * n + 1
        else:
            n >>= 1
        steps += 1
    return steps


print(f(10), f(2), f(0), collatz(27))
