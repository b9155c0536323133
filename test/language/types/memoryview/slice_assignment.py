b = bytearray(6)
m = memoryview(b)
m[1:4] = b"abc"
print(b)
try:
    m[0:2] = b"xyz"
except ValueError as e:
    print("ValueError:", e)
