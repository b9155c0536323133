s = set()
for x in ("pear", 5, "apple", "fig"):
    s.add(x)
print(list(s))
