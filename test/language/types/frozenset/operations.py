a = frozenset([1, 2])
b = frozenset([2, 3])
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b))
print(sorted(a.union([9])), sorted(a.intersection([2])), sorted(a.difference([2])), sorted(a.symmetric_difference(b)))
