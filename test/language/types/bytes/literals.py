print(b"abc", b'it\'s', b"\x00\xff\n")
print(br"\x41", rb"\n")
print(b"a" b"b")
