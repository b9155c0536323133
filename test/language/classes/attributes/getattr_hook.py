class A:
    x = 1
    def __getattr__(self, name):
        return "dynamic " + name
a = A()
print(a.x, a.y, getattr(a, "z"))
