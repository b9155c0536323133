class A:
    pass
a = A()
print(A.__name__, a.__class__ is A, type(a) is A, a.__class__.__name__)
