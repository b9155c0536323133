class V:
    def __radd__(self, o):
        return "radd", o
    def __rsub__(self, o):
        return "rsub", o
    def __rmul__(self, o):
        return "rmul", o
    def __rtruediv__(self, o):
        return "rtruediv", o
    def __rfloordiv__(self, o):
        return "rfloordiv", o
    def __rmod__(self, o):
        return "rmod", o
    def __rpow__(self, o):
        return "rpow", o
v = V()
print(1 + v, 1 - v, 1 * v, 1 / v, 1 // v, 1 % v, 1 ** v)
