print([1, 2, 1, "a", 1.0, True].count(1), [].count(0), [[1], [1]].count([1]))
