m = __import__("math")
print(m.floor(3.5), m.__name__)
