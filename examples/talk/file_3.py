"""The same buffer used again and again."""

# The talk does not say whether this loop is unrolled: as in number 2, twice, is assumed. `readinto` wants a file of
# bytes.

import time

n = 1000

with open("data.txt", "w") as f:
    f.write("0123456789" * 100)


def read_into(n):
    readinto = f.readinto
    seek = f.seek
    buf = bytearray(1000)
    r = range(n // 2)
    for i in r:
        readinto(buf)
        seek(0)
        readinto(buf)
        seek(0)


f = open("data.txt", "rb")
start = time.ticks_us()
read_into(n)
micros = time.ticks_diff(time.ticks_us(), start)
f.close()
print(1000 * n, "bytes in", micros, "us")
