print(round(1234, -2), round(1.75, 1), round(2.0, 1), type(round(1, 1)))
