class A:
    def __init__(self):
        super().__init__()
        print("ok")
A()
