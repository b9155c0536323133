class A:
    p = property(lambda self: 5)
print(A().p)
