a = [1, 2]
b = a
a.clear()
print(a, b, len(a))
