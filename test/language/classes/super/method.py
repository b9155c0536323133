class A:
    def f(self, x):
        return "A" + x
class B(A):
    def f(self, x):
        return "B" + super().f(x)
print(B().f("!"))
