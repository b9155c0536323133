class A:
    pass
print(A.__module__ if hasattr(A, "__module__") else "no module")
