print(int(1e20), int(-1.5e15), int(2.0 ** 65))
