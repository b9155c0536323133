d = {"one": 1, "two": 2, "three": 3}
print(sorted(d), sorted(k for k in d), len(d))
total = 0
for k in d:
    total += d[k]
print(total)
