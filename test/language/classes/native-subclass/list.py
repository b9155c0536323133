class L(list):
    def __init__(self, *a):
        super().__init__(a)
    def total(self):
        return sum(self)
l = L(1, 2, 3)
l.append(4)
print(l.total(), len(l), l[1:3], list(l), l == [1, 2, 3, 4])
