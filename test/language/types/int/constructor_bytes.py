print(int(b"123"), int(bytearray(b"-9")))
