# The bytes of a str or bytes are shared until the first write; those of other buffers are copied.
import io, micropython

text = "y" * 1000
stream = io.BytesIO(text)
n = None


def write():
    global n
    try:
        n = stream.write(b"z")
    except MemoryError:
        n = "no memory"


micropython.heap_lock()
write()
micropython.heap_unlock()
print(n)
print(stream.write(b"z"), stream.getvalue()[:3], text[:3])

buffer = bytearray(b"abc")
stream = io.BytesIO(buffer)
buffer[0] = 65
print(stream.getvalue(), io.StringIO(b"abc").getvalue(), io.BytesIO("abc").getvalue())

stream = io.StringIO("abc")
print(stream.seek(0, 2), stream.write("éé"), stream.getvalue())
print(io.BytesIO(b"abc").seek(1, 3))
