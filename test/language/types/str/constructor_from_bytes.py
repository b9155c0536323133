print(str(b"abc", "utf-8"))
print(str(b"\xc3\xa9", "utf8"))
print(str(b"abc"))
print(str(bytearray(b"xyz"), "utf-8"))
