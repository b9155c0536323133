class A:
    def __call__(self, *args, **kw):
        return args, kw
print(A()(1, 2, k=3), callable(A()), callable(5))
