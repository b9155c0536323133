d = {"a": 1}
print(d.setdefault("a", 5), d.setdefault("b", 7), d.setdefault("c"))
print(sorted(d), d["b"], d["c"])
