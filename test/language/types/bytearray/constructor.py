print(bytearray(), bytearray(3), bytearray(b"ab"), bytearray([1, 2]), bytearray("hé", "utf-8"))
