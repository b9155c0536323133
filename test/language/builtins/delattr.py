class A:
    x = 1
a = A()
a.y = 2
delattr(a, "y")
print(hasattr(a, "y"))
try:
    delattr(a, "y")
except AttributeError as e:
    print("AttributeError:", e)
