b = bytearray(b"abc")
b[0] = 65
b[-1] = 0
print(b)
b[1] += 1
print(b)
try:
    b[9] = 1
except IndexError as e:
    print("IndexError:", e)
