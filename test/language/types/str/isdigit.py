for s in ("0123", "12a", "", "-1"):
    print(repr(s), s.isdigit())
