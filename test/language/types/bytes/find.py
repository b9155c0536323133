b = b"banana"
print(b.find(b"an"), b.find(b"an", 2), b.find(b"x"), b.rfind(b"an"))
