def f(a, b, c=3):
    return a, b, c
print(f(1, 2), f(1, b=5), f(c=1, b=2, a=3), f(1, 2, c=9))
