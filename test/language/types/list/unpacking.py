a, b = [1, 2]
[c, d] = "xy"
print(a, b, c, d)
