def f(a):
    pass
try:
    f(1, b=2)
except TypeError as e:
    print("TypeError:", e)
