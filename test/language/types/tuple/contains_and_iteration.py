t = (1, "a", None)
print("a" in t, 2 in t, None in t, [x for x in t], len(t))
