import micropython

r = micropython.RingIO(32)
print(r.write(b"one\ntwo\nthree\n"))
print(r.readline(), r.any())
buffer = bytearray(4)
print(r.readinto(buffer), buffer, r.readline(), r.readline())
r.close()
