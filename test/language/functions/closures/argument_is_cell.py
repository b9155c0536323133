def f(a, *args, **kw):
    def g():
        nonlocal a
        a += 1
        return a, args, kw
    return g
g = f(1, 2, k=3)
print(g(), g())
