classes = {c.__name__: c for c in (int, str, list)}
print(classes["int"]("5"), classes["str"](5), classes["list"]("ab"))
def make(cls, *a):
    return cls(*a)
print(make(tuple, [1]), make(ValueError, "x").args)
