for s in ("abc", "aBc", "a1 b", "123", ""):
    print(repr(s), s.islower())
