b = bytearray(b"a-b-c")
print(b.find(b"-"), b.count(b"-"), b.split(b"-"), b.replace(b"-", b"+"))
print(b.decode(), b.hex(), bytearray(b"AB").lower(), b.startswith(b"a"))
