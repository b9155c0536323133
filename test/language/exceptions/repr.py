print(repr(ValueError()), repr(ValueError("m")), repr(KeyError(1, "b")), repr(Exception(None)))
