@micropython.viper
def calculate(a: int, b: int) -> int:
    c = a + b * 3 - (a ^ b) | 5 & b
    c += a << 2
    c -= b >> 1
    c *= 2
    return -c + ~a


@micropython.viper
def divide(a: int, b: int) -> int:
    return a // b * 100 + a % b


@micropython.viper
def unsigned_shift(a: uint, n: uint) -> uint:
    return a >> n


@micropython.viper
def compare(a: int, b: int) -> int:
    r = 0
    if a < b:
        r |= 1
    if a <= b:
        r |= 2
    if a > b:
        r |= 4
    if a >= b:
        r |= 8
    if a == b:
        r |= 16
    if a != b:
        r |= 32
    return r


@micropython.viper
def compare_unsigned(a: uint, b: uint) -> int:
    r = 0
    if a < b:
        r |= 1
    if a <= b:
        r |= 2
    if a > b:
        r |= 4
    if a >= b:
        r |= 8
    return r


@micropython.viper
def wrap(n: int) -> int:
    x = 1
    for i in range(n):
        x = x * 1000003 + i
    return x


@micropython.viper
def negate_keeps(x: int) -> int:
    y = -x
    z = ~x
    return x * 10000 + y * 100 + z


for pair in ((7, 3), (-7, 3), (7, -3), (-7, -3), (0, 5)):
    print(pair, calculate(*pair), divide(*pair), compare(*pair))
print(unsigned_shift(-16, 28), unsigned_shift(0x7FFFFFFF, 4))
print(compare_unsigned(1, -1), compare_unsigned(-1, 1), compare_unsigned(5, 5))
print(negate_keeps(3), wrap(20))
