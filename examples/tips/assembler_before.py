"""Write what is left in assembler: viper keeps its variables in memory and checks at each turn."""

import micropython


@micropython.viper
def checksum(data: ptr8, n: int) -> int:
    total = 0
    for i in range(n):
        total = (total ^ data[i]) + i & 0xFFFF
    return total


data = bytearray(b"pyboard!" * 32)
for i in range(200):
    result = checksum(data, len(data))
print(result)
