print("%d %i %u" % (1, -2, 3))
print("%x %X %o" % (255, 255, 8))
print("%#x %#o" % (255, 8))
print("%c %c" % (65, "z"))
