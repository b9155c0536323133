a = bytearray(b"a")
b = a + b"b"
print(b, type(b), a)
print(a * 3 if False else a + a)
