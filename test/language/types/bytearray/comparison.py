print(bytearray(b"ab") == b"ab", bytearray(b"a") < bytearray(b"b"), bytearray() == bytearray())
