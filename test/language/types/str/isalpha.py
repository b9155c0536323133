for s in ("abc", "ABC", "a1", "", "a b"):
    print(repr(s), s.isalpha())
