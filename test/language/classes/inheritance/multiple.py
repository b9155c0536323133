class A:
    def f(self):
        return "A"
class B:
    def f(self):
        return "B"
    def g(self):
        return "gB"
class C(A, B):
    pass
print(C().f(), C().g(), C.__bases__ == (A, B))
