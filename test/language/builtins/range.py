print(list(range(2)), list(range(-2, 2)), range(1, 9, 3))
