print(True == 1, True > False, False < 1, True != 2, True is True, False == 0.0)
