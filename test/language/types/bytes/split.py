print(b"a b  c".split(), b"a,b,c".split(b","), b"a,b,c".split(b",", 1))
print(b"a,b,c".rsplit(b",", 1))
