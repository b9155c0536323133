class A:
    x = "a"
class B(A):
    pass
class C(B):
    def get(self):
        return self.x
print(C().get(), C.x, issubclass(C, A), isinstance(C(), B))
