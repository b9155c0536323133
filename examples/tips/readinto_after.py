"""`readinto` fills a buffer that is there."""

import io

stream = io.BytesIO(bytes(range(256)) * 4)


def read(count):
    total = 0
    data = bytearray(512)
    for i in range(count):
        stream.seek(0)
        stream.readinto(data)
        total += data[i & 0xFF]
    return total


print(read(1000))
