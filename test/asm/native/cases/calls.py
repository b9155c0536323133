# Arguments of every sort, closures, classes and methods in machine code.
import micropython


@micropython.native
def kinds(a, b=2, *rest, c=3, **more):
    return a, b, rest, c, sorted(more.items())


print(kinds(1), kinds(1, 5, 6, 7, c=8, d=9), kinds(b=1, a=2), kinds(*[1, 2, 3], **{"z": 4}))
for args, kwargs in (((), {}), ((1,), {"a": 2})):
    try:
        kinds(*args, **kwargs)
    except TypeError as e:
        print("TypeError:", e)


@micropython.native
def two(a, b):
    return a - b


for call in (lambda: two(1), lambda: two(1, 2, 3), lambda: two(1, c=2), lambda: two(b=1, a=5)):
    try:
        print(call())
    except TypeError as e:
        print("TypeError:", e)


@micropython.native
def counter():
    n = 0

    def step(by=1):
        nonlocal n
        n += by
        return n

    return step, lambda: n


step, read = counter()
step()
step(5)
print(read(), str(step)[:18])


class Shape:
    sides = 0

    @micropython.native
    def __init__(self, name):
        self.name = name

    @micropython.native
    def describe(self, *, loud=False):
        text = "%s has %d sides" % (self.name, self.sides)
        return text.upper() if loud else text

    @property
    @micropython.native
    def half(self):
        return self.sides / 2

    @staticmethod
    @micropython.native
    def make(name):
        return Shape(name)

    @micropython.native
    def __add__(self, other):
        return self.sides + other.sides


class Square(Shape):
    sides = 4

    @micropython.native
    def describe(self, **options):
        return "square: " + super().describe(**options)


s = Square("box")
print(s.describe(), s.describe(loud=True), s.half, Shape.make("dot").describe(), s + s)
bound = s.describe
print(bound(), bound == s.describe, callable(two), two.__name__)


@micropython.native
def build(n):
    class Local:
        size = n

        def get(self):
            return self.size

    return Local().get()



@micropython.native
def negative(x):
    return -x


print(build(7), sorted([3, 1, 2], key=negative), list(map(two, [5, 6], [1, 2])))


@micropython.native
def unpack(x):
    a, *b, (c, d) = x
    return {c: d, "a": a}, {i for i in b}, [j for j in b if j > 1], x[1:-1]


print(unpack([1, 2, 3, (4, 5)]))


@micropython.native
def imports():
    import math
    from sys import platform as p

    return math.floor(2.5), isinstance(p, str)


print(imports())
