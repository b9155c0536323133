class D:
    def __set__(self, obj, value):
        print("set", value)
        obj.stored = value
    def __get__(self, obj, cls):
        return obj.stored
class A:
    d = D()
a = A()
a.d = 5
print(a.d)
