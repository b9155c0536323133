class A:
    pass
a = A()
setattr(a, "x", 5)
print(a.x)
try:
    setattr(5, "x", 1)
except AttributeError as e:
    print("AttributeError:", e)
