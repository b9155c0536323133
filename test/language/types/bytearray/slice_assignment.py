b = bytearray(b"abcdef")
b[1:3] = b"XY"
print(b)
b[0:2] = b"longer"
print(b)
b[2:] = b""
print(b)
b[1:1] = bytearray(b"ins")
print(b)
