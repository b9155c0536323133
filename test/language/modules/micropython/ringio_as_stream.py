import micropython

with micropython.RingIO(32) as r:
    r.write(b"one\ntwo\n")
    print(r.read1(2), r.readlines())
    try:
        r.flush()
    except OSError as e:
        print(e)
r = micropython.RingIO(8)
print(r.__enter__() is r, r.__exit__(None, None, None))
