class A:
    n = 0
    def inc(self):
        self.n += 1
        return self.n
class B(A):
    n = 10
print(B().inc(), B.n, A().inc(), A.n)
