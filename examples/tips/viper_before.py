"""Try `@micropython.viper`: native code calls the runtime for each operation on objects."""

import micropython


@micropython.native
def checksum(data):
    total = 0
    for i in range(len(data)):
        total = (total ^ data[i]) + i & 0xFFFF
    return total


data = bytearray(b"pyboard!" * 32)
for i in range(20):
    result = checksum(data)
print(result)
