a = 10 ** 40
b = 3 ** 30
print(a // b, a % b)
print(-a // b, -a % b)
print(a // -b, a % -b)
print(divmod(a, b) == (a // b, a % b))
