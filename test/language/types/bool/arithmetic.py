print(True + 1, False * 9, True / 2, True // 1, -True, True ** 2)
