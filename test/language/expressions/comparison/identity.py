a = []
b = a
print(a is b, a is [], a is not b, None is None, a is not None)
