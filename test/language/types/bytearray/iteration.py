print(list(bytearray(b"\x01\x02")), [x * 2 for x in bytearray(3)])
