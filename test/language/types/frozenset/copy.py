a = frozenset([1])
print(a.copy() == a)
