try:
    hash(bytearray(b"a"))
except TypeError as e:
    print("TypeError:", e)
try:
    {bytearray(b"a"): 1}
except TypeError as e:
    print("TypeError:", e)
