import io
b = io.BytesIO(b"hello")
print(b.read(2), b.tell(), b.seek(0), b.readline())
b.write(b"!!")
print(b.getvalue())
