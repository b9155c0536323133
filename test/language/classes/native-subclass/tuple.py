class P(tuple):
    @property
    def x(self):
        return self[0]
p = P((4, 5))
print(p.x, p[1], len(p), list(p), p + (6,))
