total = 0
for x in {1, 2, 3}:
    total += x
print(total, sorted({3, 1, 2}), max({4, 8}))
