b = bytearray(b"  one two one  ")
print(b.strip(), b.lstrip(), b.rstrip(), b.strip(b" o"))
print(b.split(), b.rsplit(b"o", 1), b.partition(b"two"), b.rpartition(b"one"), b.splitlines())
print(b)
