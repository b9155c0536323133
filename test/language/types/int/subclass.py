class N(int):
    def double(self):
        return self * 2
n = N(21)
print(n.double(), n + 1, isinstance(n, int), n == 21)
