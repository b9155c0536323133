print(range(3), range(1, 4), range(0, 10, 3), list(range(5, 0, -2)), list(range(0)))
