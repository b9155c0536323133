class V:
    def __rand__(self, o):
        return "rand", o
    def __ror__(self, o):
        return "ror", o
    def __rxor__(self, o):
        return "rxor", o
    def __rlshift__(self, o):
        return "rlshift", o
    def __rrshift__(self, o):
        return "rrshift", o
v = V()
print(1 & v, 2 | v, 3 ^ v, 4 << v, 5 >> v)
