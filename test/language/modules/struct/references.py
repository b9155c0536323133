# The type code O packs a reference, S reads a string at an address.
import struct

values = [[1], "abcd", 17, -1, None, True, 1 << 40]
size = struct.calcsize("O")
data = struct.pack("7O", *values)
print(len(data) == 7 * size, struct.unpack("7O", data) == tuple(values))
print(struct.unpack("O", data)[0] is values[0])
for code, value in (("S", "abc"), ("S", b"abc"), ("P", "abc")):
    try:
        struct.pack(code, value)
    except TypeError as e:
        print(code, "TypeError:", e)
print(struct.unpack("P", struct.pack("P", 5)), len(struct.pack("S", 5)) == size)
