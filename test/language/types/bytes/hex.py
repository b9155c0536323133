print(b"\x00\x1f\xff".hex())
print(b"\x01\x02\x03".hex(":"))
