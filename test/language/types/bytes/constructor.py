print(bytes(), bytes(3), bytes([1, 2, 255]), bytes(b"x"))
print(bytes("é", "utf-8"), bytes(range(3)), bytes(bytearray(b"ab")))
