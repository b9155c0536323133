e = KeyError.__class__
print(e, type(KeyError("a")) is KeyError)
