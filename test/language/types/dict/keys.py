d = {"a": 1}
k = d.keys()
print(k, list(k), "a" in k, len(k))
