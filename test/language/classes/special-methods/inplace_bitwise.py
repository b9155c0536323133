class V:
    def __iand__(self, o): return "iand"
    def __ior__(self, o): return "ior"
    def __ixor__(self, o): return "ixor"
    def __ilshift__(self, o): return "ilshift"
    def __irshift__(self, o): return "irshift"
v = V(); v &= 1; print(v)
v = V(); v |= 1; print(v)
v = V(); v ^= 1; print(v)
v = V(); v <<= 1; print(v)
v = V(); v >>= 1; print(v)
