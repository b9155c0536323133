class A:
    def f(self):
        return 1
class B(A):
    def f(self):
        s = super()
        return s.f() + 1
print(B().f())
