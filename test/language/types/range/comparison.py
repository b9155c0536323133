print(range(3) == range(3), range(3) == range(0, 3, 1), range(3) == range(4), range(0) == range(5, 5))
