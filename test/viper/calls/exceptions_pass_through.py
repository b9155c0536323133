@micropython.viper
def inner(n: int) -> int:
    if n == 0:
        raise ValueError("deep")
    return int(inner(n - 1))


def between(n):
    return inner(n)


@micropython.viper
def outer(n: int) -> int:
    try:
        return int(between(n))
    except ValueError:
        return -1


print(outer(5))
