def g():
    for i in range(3):
        yield i
a = g()
b = g()
print(next(a), next(a), next(b), next(a), next(b))
