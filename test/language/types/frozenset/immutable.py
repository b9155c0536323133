a = frozenset([1])
for name in ("add", "remove", "clear", "update", "pop"):
    print(name, hasattr(a, name))
