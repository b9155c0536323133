def f(*a, **k):
    return len(a), len(k)
print(f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, a=1, b=2, c=3, d=4, e=5))
