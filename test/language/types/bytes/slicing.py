b = b"012345"
print(b[1:3], b[:-1], b[4:2], b[:])
try:
    print(b[::2])
except NotImplementedError as e:
    print("NotImplementedError:", e)
