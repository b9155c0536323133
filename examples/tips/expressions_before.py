"""Write long expressions: each step here is stored into a variable and loaded again."""


def mix():
    value = 1
    for i in range(3000):
        a = value * 5
        b = a + i
        c = b & 0xFFF
        d = c >> 1
        value = d ^ i
    return value


print(mix())
