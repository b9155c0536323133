b = bytearray(b"a")
b.extend(b"bc")
b.extend(bytearray(b"d"))
print(b)
b += b"ef"
print(b)
