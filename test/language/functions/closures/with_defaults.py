def outer(n):
    def inner(a, b=n, *, c=n + 1):
        return n, a, b, c
    return inner
print(outer(5)(1), outer(5)(1, 2, c=3))
