@micropython.viper
def outer(n: int) -> int:
    @micropython.viper
    def inner(x: int) -> int:
        return x * 2

    return int(inner(n)) + 1


def make(k):
    @micropython.viper
    def times(x: int) -> int:
        return x * int(k)

    return times


print(outer(5), make(3)(14))
