def f(a, b, *rest, k=0, **kw):
    return a, b, rest, k, kw
print(f(*[1, 2, 3], k=4))
print(f(1, *[2], **{"k": 5, "z": 6}))
