# Machine words: they wrap around, are signed or not, and are converted at the edges.
import micropython


@micropython.viper
def wrap(a: int, b: int) -> int:
    return a * b + 1


@micropython.viper
def unsigned(a: uint, b: uint) -> uint:
    return a - b


@micropython.viper
def divide(a: int, b: int):
    print(a // b, a % b, a >> 1, a << 3, a & 7, a | 8, a ^ 5, 0 - a)


@micropython.viper
def compare(a: int, b: int) -> bool:
    return a < b


@micropython.viper
def compare_unsigned(a: uint, b: uint) -> bool:
    return a < b


@micropython.viper
def mixed(x, n: int):
    total = 0
    for i in range(n):
        total += i
    return (x, total, int(x) + n)


print(wrap(65536, 65536), wrap(0x7FFFFFFF, 1), wrap(-3, 5))
print(unsigned(0, 1), unsigned(5, 3))
for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2)):
    divide(a, b)
print(compare(-1, 1), compare_unsigned(-1, 1))
print(mixed(10, 5), wrap(True, False))
for bad in ("x", None, 1.5):
    try:
        wrap(bad, 1)
    except TypeError as e:
        print("TypeError:", e)
try:
    wrap(1)
except TypeError as e:
    print("TypeError:", e)
try:
    wrap(1, b=2)
except TypeError as e:
    print("TypeError:", e)
