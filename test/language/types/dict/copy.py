d = {"a": [1]}
e = d.copy()
e["a"].append(2)
e["b"] = 3
print(d, e["a"] is d["a"], len(e))
