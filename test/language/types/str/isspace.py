for s in (" \t\n", " a", "", "\r"):
    print(repr(s), s.isspace())
