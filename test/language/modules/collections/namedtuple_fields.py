from collections import namedtuple
print(namedtuple("A", "a b c")(1, 2, 3), namedtuple("B", ["q"])(5))
