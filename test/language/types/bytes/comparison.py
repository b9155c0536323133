print(b"a" == b"a", b"a" < b"b", b"ab" > b"a", b"a" != b"b")
print(b"a" == bytearray(b"a"), bytearray(b"a") == b"a", b"\xff" > b"a")
