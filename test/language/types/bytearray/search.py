b = bytearray(b"abcabc")
print(b.index(b"c"), b.rindex(b"c"), b.find(b"x"), b.rfind(b"a"), b.endswith(b"bc"), b.startswith(b"bc"))
try:
    b.index(b"x")
except ValueError as e:
    print(e)
try:
    b.rindex(b"x")
except ValueError as e:
    print(e)
