import array


@micropython.viper
def fill(p: ptr16, n: int):
    i = 0
    while i < n:
        p[i] = i * i
        i += 1


@micropython.viper
def reverse(p: ptr32, n: int):
    i = 0
    j = n - 1
    while i < j:
        p[i], p[j] = p[j], p[i]
        i += 1
        j -= 1


a = array.array("H", [0] * 6)
fill(a, len(a))
print(a)
b = array.array("i", [1, -2, 3, -4])
reverse(b, 4)
print(b)
