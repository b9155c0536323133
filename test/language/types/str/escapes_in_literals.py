print([ord(c) for c in "\a\b\f\n\r\t\v\0\\\'\""])
print("\x41\101\u0041\U00000041")
print(len("a\
b"))
