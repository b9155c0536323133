print(b"%s|%d" % (b"ab", 3))
print(b"%x" % 255)
