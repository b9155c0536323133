print(int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\x01\x02", "little"))
print(int.from_bytes(b"", "little"), int.from_bytes(b"\xff\xff", "little"))
print(int.from_bytes(b"\x01" + bytes(9), "big"))
