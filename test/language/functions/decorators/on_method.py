def log(f):
    def g(self, *a):
        print("call", a)
        return f(self, *a)
    return g
class A:
    @log
    def m(self, x):
        return x + 1
print(A().m(4))
