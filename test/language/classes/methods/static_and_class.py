class A:
    n = 3
    @staticmethod
    def s(x):
        return x + 1
    @classmethod
    def c(cls, x):
        return cls.n + x
class B(A):
    n = 100
print(A.s(1), A().s(2), A.c(1), B.c(1), B().c(2))
