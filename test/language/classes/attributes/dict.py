class A:
    def __init__(self):
        self.b = 2
        self.a = 1
a = A()
print(a.__dict__)
a.z = 0
print(a.__dict__["z"], "b" in a.__dict__)
