print(b",".join([b"a", b"b"]), b"".join([]), b"-".join((b"x",)))
try:
    b",".join(["a"])
except TypeError as e:
    print("TypeError:", e)
