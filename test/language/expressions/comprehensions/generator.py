g = (x + 1 for x in range(3))
print(next(g), list(g), list(g))
print(sum(x for x in range(5)), any(x > 2 for x in [1, 2, 3]))
