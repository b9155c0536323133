print(b"{}-{:>3}".format(1, "x"), bytearray(b"<{0}{0}>").format(7))
