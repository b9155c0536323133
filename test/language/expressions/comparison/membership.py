print(1 in [1], 1 not in [2], "a" in {"a": 1}, 3 in range(3), "b" in ("a", "b"))
