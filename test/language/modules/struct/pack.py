import struct
print(struct.pack("<bBhHiIqQ", -1, 255, -2, 3, -4, 5, -6, 7))
print(struct.pack(">HI", 1, 2), struct.pack("3s", b"ab"), struct.pack("<fd", 1.5, 2.5))
