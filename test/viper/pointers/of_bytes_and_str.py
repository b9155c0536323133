@micropython.viper
def total(p: ptr8, n: int) -> int:
    t = 0
    for i in range(n):
        t += p[i]
    return t


print(total(b"abc", 3), total("abc", 3), total(memoryview(bytearray(b"xyz")), 3))
print(total(memoryview(bytearray(b"wxyz"))[1:], 3))
