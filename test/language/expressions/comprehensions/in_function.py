def f(k):
    return [x * k for x in range(3)], {x: k for x in "a"}, {k for _ in "ab"}, tuple(k - x for x in (1, 2))
print(f(5))
