import io
b = bytearray(3)
print(io.BytesIO(b"abcd").readinto(b), b)
