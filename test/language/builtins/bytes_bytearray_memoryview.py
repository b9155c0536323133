print(bytes(2), bytearray(1), bytes(memoryview(b"ab")))
