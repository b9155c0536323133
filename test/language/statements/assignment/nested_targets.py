(a, (b, c)), d = (1, (2, 3)), 4
[e, [f]] = 5, [6]
print(a, b, c, d, e, f)
