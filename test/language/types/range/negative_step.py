print(list(range(3, -4, -2)), range(10, 0, -3)[1], list(range(0, 3, -1)))
