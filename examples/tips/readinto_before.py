"""Read with `readinto`: `read` makes an object of what it reads."""

import io

stream = io.BytesIO(bytes(range(256)) * 4)


def read(count):
    total = 0
    for i in range(count):
        stream.seek(0)
        data = stream.read(512)
        total += data[i & 0xFF]
    return total


print(read(1000))
