class A:
    pass
for i, n in enumerate(("x", "y")):
    setattr(A, n, i)
    setattr(A, "get_" + n, lambda self, i=i: i * 10)
print(A.x, A().y, A().get_x(), A().get_y())
