def f(a, b):
    pass
for args in ((), (1,)):
    try:
        f(*args)
    except TypeError as e:
        print("TypeError:", e)
