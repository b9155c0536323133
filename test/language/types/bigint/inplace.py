a = 1
for i in range(1, 26):
    a *= i
print(a)
a -= 1
a //= 10 ** 5
a <<= 10
a |= 1
a ^= 3
print(a)
