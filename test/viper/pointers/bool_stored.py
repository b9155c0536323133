@micropython.viper
def f(p: ptr8, x: int):
    p[0] = x > 3
    p[1] = True
    p[2] = x == 0


b = bytearray(3)
f(b, 5)
print(b)
f(b, 0)
print(b)
