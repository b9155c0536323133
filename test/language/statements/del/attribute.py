class A:
    pass
a = A()
a.x = 1
del a.x
print(hasattr(a, "x"))
try:
    del a.x
except AttributeError as e:
    print("AttributeError:", e)
