# Items of a bytearray cannot be deleted in MicroPython.
b = bytearray(b"abc")
try:
    del b[0]
    print(b)
except (TypeError, NotImplementedError) as e:
    print(type(e).__name__, e)
