@micropython.viper
def f(p: ptr8) -> int:
    q = ptr8(uint(p) + 4)
    i = -3
    q[-1] = 9
    return q[-4] * 1000 + q[i] * 10 + q[-1]


b = bytearray([1, 2, 3, 4, 5])
print(f(b), b)
