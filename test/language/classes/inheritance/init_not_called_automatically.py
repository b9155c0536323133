class A:
    def __init__(self):
        print("A init")
        self.x = 1
class B(A):
    def __init__(self):
        print("B init")
print(hasattr(B(), "x"))
