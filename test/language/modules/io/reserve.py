# A number says for how many bytes there is room: writing them allocates nothing.
import io, micropython

n = stream = data = kind = None


def write():
    global n
    try:
        n = stream.write(data)
    except MemoryError:
        n = "no memory"


for kind, data in ((io.BytesIO, b"x" * 40), (io.StringIO, "x" * 40)):
    stream = kind(40)
    micropython.heap_lock()
    write()
    micropython.heap_unlock()
    print(n, stream.getvalue() == data, stream.tell())

for data in (None, 1.5, [], (), True):
    try:
        print(io.BytesIO(data))
    except TypeError as e:
        print("TypeError:", e)
