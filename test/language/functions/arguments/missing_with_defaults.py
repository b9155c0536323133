def f(a, b, c=3):
    pass
try:
    f(1)
except TypeError as e:
    print("TypeError:", e)
try:
    f(b=1)
except TypeError as e:
    print("TypeError:", e)
