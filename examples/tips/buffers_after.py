"""One buffer, made before the loop."""


def send(count):
    total = 0
    buf = bytearray(256)
    for i in range(count):
        buf[0] = i & 0xFF
        total += buf[0]
    return total


print(send(1000))
