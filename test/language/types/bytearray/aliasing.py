a = bytearray(b"abc")
b = a
b.append(100)
print(a, a is b)
