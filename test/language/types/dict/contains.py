d = {"a": None, 1: 2}
print("a" in d, "z" in d, 1.0 in d, 2 not in d)
