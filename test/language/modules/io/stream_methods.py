import io

with io.BytesIO(b"one\ntwo\n") as f:
    print(f.readline())
try:
    f.read()
except ValueError as e:
    print(e)
f = io.BytesIO(b"x")
print(f.__enter__() is f, f.__exit__(None, None, None))
f.close()
buffer = bytearray(3)
print(io.StringIO("ab").readinto(buffer), buffer)
