@micropython.viper
def of_object(x) -> int:
    return int(x) + 1


@micropython.viper
def of_bool(x: int) -> int:
    return int(x > 3) + int(True) * 10


@micropython.viper
def to_uint(x: int) -> uint:
    return uint(x)


@micropython.viper
def to_bool(x) -> bool:
    return bool(x)


@micropython.viper
def back(p: ptr8, q) -> bool:
    return uint(p) == uint(ptr8(q))


b = bytearray(1)
print(of_object(5), of_object(True), of_bool(4), of_bool(3), to_uint(9))
print(to_bool([]), to_bool("x"), to_bool(0.0), back(b, b))
