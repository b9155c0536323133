"""Viper works on machine words and memory."""

import micropython


@micropython.viper
def checksum(data: ptr8, n: int) -> int:
    total = 0
    for i in range(n):
        total = (total ^ data[i]) + i & 0xFFFF
    return total


data = bytearray(b"pyboard!" * 32)
for i in range(20):
    result = checksum(data, len(data))
print(result)
