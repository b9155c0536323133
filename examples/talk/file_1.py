"""A file read in pieces of 1000 bytes: each is a new object."""

# The talk does not say how the file is opened: as text is assumed, which is what `open` does unless it is told.

import time

n = 1000

with open("data.txt", "w") as f:
    f.write("0123456789" * 100)


def read_simple(n):
    for i in range(n):
        f.read(1000)
        f.seek(0)


f = open("data.txt")
start = time.ticks_us()
read_simple(n)
micros = time.ticks_diff(time.ticks_us(), start)
f.close()
print(1000 * n, "bytes in", micros, "us")
