for x in (0, 1, "", "a", [], [0], {}, {1: 2}, (), (0,), None, 0.0, b"", set(), range(0)):
    print(repr(x), bool(x))
