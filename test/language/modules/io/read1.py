import io

data = io.BytesIO(b"abcdef")
print(data.read1(2), data.read1(10), data.read1(1))
