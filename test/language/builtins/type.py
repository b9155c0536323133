print(type(5), type(5) is int, type("X", (), {"a": 1}).a)
