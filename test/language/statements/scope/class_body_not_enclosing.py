x = "global"
class A:
    x = "class"
    def f(self):
        return x
print(A().f(), A.x)
