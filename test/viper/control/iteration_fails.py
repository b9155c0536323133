def failing():
    yield 1
    raise ValueError("inside")


@micropython.viper
def f(items) -> int:
    total = 0
    try:
        for x in items:
            total += int(x)
    except ValueError:
        total += 100
    return total


@micropython.viper
def g(items):
    for x in items:
        print(x)


print(f(failing()))
try:
    g(failing())
except ValueError as error:
    print(error)
