def f(**kw):
    return kw
try:
    print(f(**{1: 2}))
except TypeError as e:
    print("TypeError:", e)
