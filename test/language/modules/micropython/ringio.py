import micropython
r = micropython.RingIO(8)
print(r.write(b"abc"), r.any(), r.read(2), r.any(), r.read())
