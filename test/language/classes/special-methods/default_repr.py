class A:
    pass
print(repr(A()).startswith("<A object at "), str(A)[:9], repr(A))
