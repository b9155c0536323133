b = bytearray(b"012345")
m = memoryview(b)[2:5]
print(bytes(m), len(m))
m[0] = 120
print(b)
print(bytes(m[1:]))
