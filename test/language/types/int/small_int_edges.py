# Small ints have 31 bits; the value is the same on either side of the edge.
a = 0x3fffffff
b = a + 1
print(a, b, b - 1 == a, b - 1, -b, -b - 1, -b - 1 + 1 == -b)
print(b * 2, (b * 2) // 2 == b)
