d = {}
d["a"] = 1
d["a"] += 5
d[2] = [3]
d[2].append(4)
print(d["a"], d[2], len(d))
