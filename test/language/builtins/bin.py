print(bin(0), bin(5), bin(-5), bin(2 ** 40))
