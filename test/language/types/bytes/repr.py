print(b"\t\n\r\\'\"", b"'", b'"', b"\x7f\x80")
print(str(b"ab"))
