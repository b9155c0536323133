with open("f.bin", "wb") as f:
    f.write(b"\x00\x01\x02\x03")
f = open("f.bin", "rb")
print(f.seek(2), f.read(), f.tell(), f.seek(-3, 2), f.read(1))
f.close()
