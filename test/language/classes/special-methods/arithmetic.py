class V:
    def __init__(self, x):
        self.x = x
    def __add__(self, o):
        return "add", o
    def __sub__(self, o):
        return "sub", o
    def __mul__(self, o):
        return "mul", o
    def __truediv__(self, o):
        return "truediv", o
    def __floordiv__(self, o):
        return "floordiv", o
    def __mod__(self, o):
        return "mod", o
    def __pow__(self, o):
        return "pow", o
v = V(1)
print(v + 1, v - 1, v * 1, v / 1, v // 1, v % 1, v ** 1)
