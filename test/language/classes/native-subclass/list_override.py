class L(list):
    def append(self, x):
        super().append(x * 2)
l = L()
l.append(1)
l.extend([5])
print(list(l), l[0])
