# A search for a value (not for bytes) is not there in MicroPython.
print(b"bc" in bytearray(b"abc"), b"x" in bytearray(b"abc"))
try:
    print(98 in bytearray(b"abc"))
except NotImplementedError:
    print("NotImplementedError")
