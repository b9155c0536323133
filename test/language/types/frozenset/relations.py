a = frozenset([1, 2])
print(a.isdisjoint([5]), a.issubset([1, 2, 3]), a.issuperset([1]), a == {1, 2}, a <= a, a < a)
