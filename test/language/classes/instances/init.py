class A:
    def __init__(self, x, y=2):
        self.x = x
        self.y = y
a = A(1)
b = A(5, y=6)
print(a.x, a.y, b.x, b.y)
