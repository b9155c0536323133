with open("f", "wb") as f:
    f.write(b"one\ntwo\n")
    f.flush()
with open("f", "rb") as f:
    buffer = bytearray(3)
    print(f.readinto(buffer), buffer, f.readline(), f.readlines())
    f.seek(0)
    print(f.__next__(), f.fileno() > 2)
