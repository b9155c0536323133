class M:
    def __matmul__(self, o):
        return "matmul"
    def __rmatmul__(self, o):
        return "rmatmul"
    def __imatmul__(self, o):
        return "imatmul"
m = M()
print(m @ 1, 1 @ m)
m @= 2
print(m)
