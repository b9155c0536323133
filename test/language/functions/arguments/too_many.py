def f(a):
    pass
def g(a, b=2):
    pass
for h in (f, g):
    try:
        h(1, 2, 3)
    except TypeError as e:
        print("TypeError:", e)
