print(memoryview(b"ab") == b"ab", b"ab" == memoryview(b"ab"))
print(memoryview(b"ab") == memoryview(bytearray(b"ab")))
