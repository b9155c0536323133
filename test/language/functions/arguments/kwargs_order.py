def f(**kw):
    print(list(kw.items()))
f(zeta=1, alpha=2, mid=3)
