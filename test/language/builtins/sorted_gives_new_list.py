a = [2, 1]
b = sorted(a)
print(a, b)
