for x in (1, 1.5, "a", b"b", [], (), {}, set(), None, True, 1j, range(1), len, type, lambda: 1):
    print(type(x))
