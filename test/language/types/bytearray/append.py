b = bytearray()
for i in range(5):
    b.append(i * 50)
print(b, len(b))
