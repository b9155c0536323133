import struct
print(struct.unpack("<hI", b"\xff\xff\x01\x00\x00\x00"), struct.unpack(">2B", b"\x01\x02"), struct.unpack("<d", struct.pack("<d", 0.1)))
