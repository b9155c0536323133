class A:
    def __new__(cls, x):
        print("new", x)
        return object.__new__(cls)
    def __init__(self, x):
        print("init", x)
        self.x = x
print(A(3).x)
