# += takes any iterable and keeps the object.
a = b = [1]
a += (2, 3)
a += "x"
print(b, a is b)
