@micropython.viper
def two(a: int, b: int) -> int:
    return a - b


@micropython.viper
def none() -> int:
    return 7


for call in (lambda: two(1), lambda: two(1, 2, 3), lambda: none(1), lambda: two(a=1, b=2)):
    try:
        print(call())
    except TypeError as error:
        print(error)
print(two(5, 3), none(), two(*[9, 1]))
