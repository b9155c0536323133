import array


@micropython.viper
def fill8(buffer: ptr8, n: int, value: int):
    for i in range(n):
        buffer[i] = value + i


@micropython.viper
def sum8(buffer: ptr8, n: int) -> int:
    total = 0
    i = 0
    while i < n:
        total += buffer[i]
        i += 1
    return total


@micropython.viper
def spread16(source, n: int):
    words = ptr16(source)
    i = 1
    while i < n:
        words[i] = words[i - 1] * 2 + i
        i += 1


@micropython.viper
def swap32(data: ptr32, i: int, j: int):
    data[i], data[j] = data[j], data[i]


@micropython.viper
def constants(data: ptr32) -> int:
    data[0] = 1
    data[1] = data[0] + 1
    data[40] = data[1] * 7
    end = ptr32(uint(data) + 164)
    return end[-1] + data[40] + end[-41]


@micropython.viper
def constants16(data: ptr16) -> int:
    data[40] = 0x1234
    return data[40]


@micropython.viper
def far8(data: ptr8) -> int:
    data[100] = 77
    return data[100] + data[99]


@micropython.viper
def indexed_by_local(source) -> int:
    words = ptr32(source)
    i = 2
    a = words[i]
    words[i] = a + i
    return words[i] * 10 + i


buffer = bytearray(128)
fill8(buffer, 10, 250)
print(buffer[:12], sum8(buffer, 10))
words = array.array("H", [1] * 8)
spread16(words, 8)
print(words)
numbers = array.array("i", [5, 6, 7, 8] * 11)
swap32(numbers, 0, 3)
print(numbers[:4], constants(numbers), numbers[:3], numbers[40])
print(constants16(array.array("H", [0] * 50)), far8(buffer))
print(indexed_by_local(array.array("i", [1, 2, 3])))
