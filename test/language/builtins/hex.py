print(hex(0), hex(255), hex(-255), hex(2 ** 64))
