print(repr(str()), str(12), str(1.5), str(None), str([1, "a"]), str("x"))
