for b in (bytearray(b""), bytearray(b"aB"), bytearray(b"ab"), bytearray(b"AB"), bytearray(b"12"), bytearray(b" \t")):
    print(b, b.isalpha(), b.isdigit(), b.islower(), b.isspace(), b.isupper())
