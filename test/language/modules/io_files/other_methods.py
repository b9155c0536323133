with open("f", "w") as f:
    print(f.write("abc"), f.fileno() > 2)
f = open("f")
buffer = bytearray(5)
print(f.readinto(buffer), buffer)
f.__del__()
f = open("f", "rb")
f.__del__()
try:
    f.read()
except (OSError, ValueError) as e:
    print("closed")
