class A:
    def m(self, x):
        return self.k + x
a = A()
a.k = 10
f = a.m
print(f(1), A.m(a, 2), type(f))
