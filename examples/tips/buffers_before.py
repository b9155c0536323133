"""Use buffers again: a new one at each turn takes time to find, to clear and to collect."""


def send(count):
    total = 0
    for i in range(count):
        buf = bytearray(256)
        buf[0] = i & 0xFF
        total += buf[0]
    return total


print(send(1000))
