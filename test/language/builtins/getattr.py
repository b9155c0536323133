class A:
    x = 1
print(getattr(A, "x"), getattr(A(), "y", "default"), getattr("abc", "upper")())
try:
    getattr(A, "y")
except AttributeError as e:
    print("AttributeError:", e)
try:
    getattr(A, 5)
except TypeError as e:
    print("TypeError:", e)
