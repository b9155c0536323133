class A:
    f = len
    g = max
print(A.f("abc"), A().f([1]), A().g(1, 7))
