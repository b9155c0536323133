a = {1, 2, 3}
print(sorted(a.difference({2})), a.difference([1], [2]), sorted(a - {3}), a - a)
