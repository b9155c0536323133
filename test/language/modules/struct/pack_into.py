import struct
b = bytearray(6)
struct.pack_into(">H", b, 2, 258)
print(b, struct.unpack_from(">H", b, 2))
