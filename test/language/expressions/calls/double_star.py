def f(**kw):
    return sorted(kw.items())
print(f(**{"a": 1}), f(b=2, **{"c": 3}), f(**{}, **{"d": 4}))
