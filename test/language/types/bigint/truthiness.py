print(bool(2 ** 90), bool(2 ** 90 - 2 ** 90), not 10 ** 20)
