def make(n):
    def g():
        for i in range(n):
            yield i * n
    return g
print(list(make(3)()), list(make(2)()))
