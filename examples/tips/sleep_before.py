"""Run fast, then sleep: here bytecode works, then waits in a loop for the next tenth of a second."""

import time


def checksum(data):
    total = 0
    for i in range(len(data)):
        total = (total ^ data[i]) + i & 0xFFFF
    return total


data = bytearray(b"pyboard!" * 64)
start = time.ticks_ms()
for turn in range(1, 11):
    result = checksum(data)
    while time.ticks_diff(time.ticks_ms(), start) < 100 * turn:
        pass
print(result)
