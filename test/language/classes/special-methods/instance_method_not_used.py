# Operators look for the method in the class, never in the instance.
class A:
    pass
a = A()
a.__len__ = lambda: 5
try:
    len(a)
except TypeError as e:
    print("TypeError:", e)
