class A:
    def __init__(self, x):
        self.get = lambda: x
    def later(self):
        return lambda k: (self, k)[1]
print(A(4).get(), A(1).later()(9))
