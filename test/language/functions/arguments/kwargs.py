def f(a=1, **kw):
    return a, sorted(kw.items())
print(f(), f(b=2), f(5, c=3, d=4))
