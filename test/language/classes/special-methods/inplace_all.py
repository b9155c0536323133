class V:
    def __imul__(self, o): return "imul"
    def __itruediv__(self, o): return "itruediv"
    def __ifloordiv__(self, o): return "ifloordiv"
    def __imod__(self, o): return "imod"
    def __ipow__(self, o): return "ipow"
v = V(); v *= 1; print(v)
v = V(); v /= 1; print(v)
v = V(); v //= 1; print(v)
v = V(); v %= 1; print(v)
v = V(); v **= 1; print(v)
