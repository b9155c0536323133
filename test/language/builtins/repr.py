print(repr("a"), repr(5), repr([1, "x"]), repr(None), repr(b"b"), repr(1.0))
