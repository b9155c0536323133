@micropython.viper
def of_int(x: int) -> int:
    if x:
        return 1
    return 0


@micropython.viper
def of_uint(x: uint) -> int:
    return 1 if x else 0


@micropython.viper
def of_bool(x: bool) -> int:
    return 1 if x else 0


@micropython.viper
def of_object(x) -> int:
    return 1 if x else 0


@micropython.viper
def negated(x) -> bool:
    return bool(not x)


print(of_int(-1), of_int(0), of_uint(7), of_uint(0), of_bool(5), of_bool(0))
for x in (0, 5, "", "x", [], [0], None, True, False, ..., 1.5, 0.0, 10**20):
    print(of_object(x), negated(x), end=" ")
print()
