d = {"a": 1}
k = d.keys()
d["b"] = 2
print(sorted(k))
