class A:
    def f(self):
        return "A"
class B(A):
    def f(self):
        return [super(B, self).f() for _ in range(2)]
print(B().f())
