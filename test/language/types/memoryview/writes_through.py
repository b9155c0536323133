b = bytearray(b"abc")
m = memoryview(b)
m[0] = 65
print(b)
b[1] = 66
print(bytes(m))
