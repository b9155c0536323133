a = 10 ** 30 + 7
print(a, str(a), repr(a))
print("%d %x" % (a, a), "{:d} {:x} {:,}".format(a, a, a))
print(bin(2 ** 65), oct(2 ** 65), hex(2 ** 65))
