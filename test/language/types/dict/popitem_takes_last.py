d = {"z": 1, "a": 2, "m": 3}
print(d.popitem())
print(d.popitem())
print(d)
