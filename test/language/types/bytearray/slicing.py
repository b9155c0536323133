b = bytearray(b"012345")
print(b[1:4], b[:-2], b[3:1])
c = b[:]
c[0] = 65
print(b, c)
