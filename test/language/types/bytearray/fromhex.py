print(bytearray.fromhex("0a0b"))
