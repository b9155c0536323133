d = {}
for k in ("zebra", "apple", 5, "mango", None):
    d[k] = len(d)
print(d)
print(list(d), list(d.values()))
del d["apple"]
d["apple"] = 9
print(d)
