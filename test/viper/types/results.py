@micropython.viper
def as_int(x: int) -> int:
    return x


@micropython.viper
def as_uint(x: uint) -> uint:
    return x


@micropython.viper
def as_bool(x: int) -> bool:
    return x > 0


@micropython.viper
def as_object(x: int) -> object:
    return str(x)


@micropython.viper
def without(x: int):
    pass


print(as_int(-5), as_uint(5), as_bool(3), as_bool(-3), as_object(7), without(1))
