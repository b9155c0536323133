a = {1, 2}
print(a.issubset({1, 2, 3}), a.issubset([1]), a <= {1, 2}, a < {1, 2}, a < {1, 2, 3})
