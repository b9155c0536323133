class D:
    def __delete__(self, obj):
        print("delete")
class A:
    d = D()
a = A()
del a.d
