from collections import namedtuple
P = namedtuple("P", ("x", "y"))
p = P(1, y=2)
print(p, p.x, p[1], len(p), p == (1, 2), tuple(p))
a, b = p
print(a, b, isinstance(p, tuple))
