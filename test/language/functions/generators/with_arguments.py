def g(a, *args, k=1, **kw):
    yield a
    yield args
    yield k
    yield kw
print(list(g(1, 2, 3, k=4, z=5)))
