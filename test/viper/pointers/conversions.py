@micropython.viper
def widen(b) -> int:
    p = ptr8(b)
    q = ptr16(p)
    r = ptr32(uint(q) + 4)
    return p[1] + q[1] + r[0]


@micropython.viper
def plain(b: ptr) -> int:
    return ptr8(b)[2]


print(widen(bytes([1, 2, 3, 0, 5, 6, 0, 0])), plain(b"abc"))
