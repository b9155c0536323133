@micropython.viper
def copy(to: ptr8, source: ptr8, n: int):
    for i in range(n):
        to[i] = source[i]


a = bytearray(10)
copy(a, b"0123456789", 10)
print(a)
