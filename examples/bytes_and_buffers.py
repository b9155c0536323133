# Binary data: bytes, bytearray, memoryview, struct and array.

import struct
from array import array


def checksum(data):
    """Fletcher's checksum of 16 bits."""
    low = high = 0
    for byte in data:
        low = (low + byte) % 255
        high = (high + low) % 255
    return high << 8 | low


packet = struct.pack("<HBb4s", 513, 7, -3, b"ping")
print(packet, len(packet), struct.calcsize("<HBb4s"))
print(struct.unpack("<HBb4s", packet), hex(checksum(packet)))

buffer = bytearray(packet)
view = memoryview(buffer)
view[4:8] = b"PONG"
print(buffer, bytes(view[:2]), buffer[-1])
view = None
buffer.extend(b"\x00\xff")
print(buffer.find(b"ON"), list(buffer[-2:]), b"-".join([b"a", b"b"]))

samples = array("h", [100, -200, 300])
samples.append(-400)
print(samples, sum(samples), len(bytes(samples)))
big = (258).to_bytes(4, "big")
print(" ".join(["%02x" % byte for byte in big]), int.from_bytes(b"\x01\x02", "little"))
