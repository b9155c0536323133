print(2 ** 100)
print((-3) ** 51)
print(7 ** 40 % 1000)
