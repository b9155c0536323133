print(list(zip()), list(zip("ab", [1, 2, 3])), list(zip([1], [2], [3])))
print(dict(zip("a", [1])))
