a = 0x0102030405060708090a
print(a.to_bytes(10, "big"), a.to_bytes(12, "little"))
print(hex(int.from_bytes(a.to_bytes(10, "big"), "big")))
