"""Machine code is done at once, and the processor sleeps until the next interrupt."""

import micropython
import time


@micropython.viper
def checksum(data: ptr8, n: int) -> int:
    total = 0
    for i in range(n):
        total = (total ^ data[i]) + i & 0xFFFF
    return total


data = bytearray(b"pyboard!" * 64)
start = time.ticks_ms()
for turn in range(1, 11):
    result = checksum(data, len(data))
    time.sleep_ms(100 * turn - time.ticks_diff(time.ticks_ms(), start))
print(result)
