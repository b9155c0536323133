class A:
    n = 1
    c = classmethod(lambda cls: cls.n)
print(A.c(), A().c())
