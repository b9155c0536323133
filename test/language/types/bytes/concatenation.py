print(b"a" + b"b", b"a" + bytearray(b"c"))
print(type(b"a" + bytearray(b"c")))
print(b"ab" * 3, 2 * b"x", b"z" * -1)
