class A:
    def f(self):
        return "A.f"
    def g(self):
        return "A.g"
class B(A):
    def f(self):
        return "B.f"
b = B()
print(b.f(), b.g(), isinstance(b, A), issubclass(B, A), B.__bases__ == (A,))
