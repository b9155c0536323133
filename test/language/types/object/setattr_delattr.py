class A:
    pass
a = A()
object.__setattr__(a, "x", 5)
print(a.x)
object.__delattr__(a, "x")
print(hasattr(a, "x"))
