print(len(range(0)), len(range(5)), len(range(5, 0)), len(range(0, 7, 3)), len(range(7, 0, -3)))
