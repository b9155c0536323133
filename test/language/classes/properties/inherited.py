class A:
    @property
    def x(self):
        return self.k
class B(A):
    k = "b"
print(B().x)
