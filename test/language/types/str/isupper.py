for s in ("ABC", "AbC", "A1 B", "123", ""):
    print(repr(s), s.isupper())
