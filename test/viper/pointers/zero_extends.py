@micropython.viper
def f(p: ptr8, q: ptr16) -> int:
    return p[0] * 65536 + q[0] // 2


b = b"\xff\xff"
print(f(b, b))
