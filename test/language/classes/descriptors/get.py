class D:
    def __get__(self, obj, cls):
        return (obj is None, cls.__name__)
class A:
    d = D()
print(A().d)
