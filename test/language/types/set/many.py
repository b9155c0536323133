s = set(range(0, 300, 3)) & set(range(0, 300, 2))
print(len(s), min(s), max(s))
