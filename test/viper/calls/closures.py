def outer(n):
    x = [n]

    @micropython.viper
    def inner(y: int) -> int:
        return int(x[0]) + y

    x[0] = n + 100
    return inner


def counter(start):
    value = start

    @micropython.viper
    def step():
        nonlocal value
        value = int(value) + 1
        return value

    return step


print(outer(1)(10))
step = counter(5)
print(step(), step(), step())
try:
    outer(1)()
except TypeError as error:
    print("TypeError")
