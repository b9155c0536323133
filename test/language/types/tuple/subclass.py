class Pair(tuple):
    def swap(self):
        return (self[1], self[0])
p = Pair((1, 2))
print(p.swap(), len(p), p == (1, 2), isinstance(p, tuple))
