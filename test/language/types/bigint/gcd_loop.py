a, b = 2 ** 120 - 1, 2 ** 72 - 1
while b:
    a, b = b, a % b
print(a)
