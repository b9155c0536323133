# Pointers of every width, with constant and variable index, into what has bytes.
import micropython
from array import array


@micropython.viper
def fill(buffer, n: int):
    p = ptr8(buffer)
    for i in range(n):
        p[i] = i * 3


@micropython.viper
def halves(buffer, n: int) -> int:
    p = ptr16(buffer)
    total = 0
    for i in range(n):
        total += p[i + 0]
    p[1] = 0xABCD
    return total


@micropython.viper
def words(buffer, i: int, j: int, value: int) -> int:
    # Not a local itself as the index: the reference's code shifts that in its place.
    p = ptr32(buffer)
    old = p[i + 0]
    p[j + 0] = value
    return old + p[2]


@micropython.viper
def address(buffer) -> uint:
    return uint(ptr(buffer)) & uint(0)


data = bytearray(12)
fill(data, 12)
print(list(data), halves(data, 6), list(data[:4]))
numbers = array("i", [1, -2, 3, 4])
print(words(numbers, 1, 1, 100), numbers, words(memoryview(numbers), 3, 3, -1), numbers[3])
print(address(data))
text = "abcd"


@micropython.viper
def first(s) -> int:
    return ptr8(s)[0]


print(first(text), first(b"zyx"))
