a = 1 + 2j
b = 3 - 1j
print(a + b, a - b, a * b, -a, +a)
print((4 + 2j) / 2, a + 1, 1 - a, 2 * a, 1.5 + a)
