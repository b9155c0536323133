print(int(2.9), int(-2.9), int(1e10), round(2.6), 5.0 == int(5.0))
