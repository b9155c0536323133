class A:
    def __call__(self):
        pass
print(callable(len), callable(A), callable(A()), callable(5), callable(lambda: 1), callable("".join))
