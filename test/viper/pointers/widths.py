@micropython.viper
def load8(p: ptr8, i: int) -> int:
    return p[i]


@micropython.viper
def load16(p: ptr16, i: int) -> int:
    return p[i]


@micropython.viper
def load32(p: ptr32, i: int) -> int:
    return p[i]


@micropython.viper
def store8(p: ptr8, i: int, x: int):
    p[i] = x


@micropython.viper
def store16(p: ptr16, i: int, x: int):
    p[i] = x


@micropython.viper
def store32(p: ptr32, i: int, x: int):
    p[i] = x


b = bytearray(range(1, 17))
print(load8(b, 3), hex(load16(b, 3)), hex(load32(b, 2)))
store8(b, 1, 0x1FF)
store16(b, 2, 0x18001)
store32(b, 2, 0x7EDCBA98)
print(b)
