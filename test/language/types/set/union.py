a = {1, 2}
print(sorted(a.union({3})), sorted(a.union([2, 5])), sorted(a | {9}), sorted(a))
