class V:
    def __and__(self, o):
        return "and", o
    def __or__(self, o):
        return "or", o
    def __xor__(self, o):
        return "xor", o
    def __lshift__(self, o):
        return "lshift", o
    def __rshift__(self, o):
        return "rshift", o
v = V()
print(v & 1, v | 2, v ^ 3, v << 4, v >> 5)
