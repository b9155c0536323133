print(round(2.4), round(2.6), round(-2.6), round(7), round(3.14159, 2), round(5.0), type(round(2.5)))
