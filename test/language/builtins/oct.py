print(oct(0), oct(8), oct(-8), oct(2 ** 40))
