b = bytearray(b"-")
print(b.join([b"a", b"b"]), b.upper(), bytearray(b"aB").lower(), bytearray(b"aB").upper())
print(b.center(5), bytearray(b"ab").center(1))
