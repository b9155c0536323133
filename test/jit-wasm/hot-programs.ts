/** A program whose loop is watched and compiled, and which then does what the compiled code did not expect. */
export interface HotProgram {
  readonly name: string;
  readonly source: string;
  readonly output: string;
}

/** Runs `turn(i)` often enough to be watched and compiled, and prints the sum of what it gives. */
export const LOOP = `
def warm(turn):
    total = 0
    for i in range(60):
        total += turn(i)
    return total
`;

/** A program behind that definition. */
export const program = (name: string, source: string, output: string): HotProgram => ({
  name,
  source: LOOP + source,
  output,
});

export const hotPrograms: readonly HotProgram[] = [
  program(
    "a function is called directly, then another one of its name",
    `
def step(x):
    return x + 1
def turn(i):
    return step(i)
print(warm(turn))
def step(x):
    return x * 2
print(warm(turn))
step = abs
print(warm(turn))
step = lambda x, y=5: x + y
print(warm(turn))
`,
    "1830\n3540\n1770\n2070\n",
  ),
  program(
    "arguments left to their defaults",
    `
def step(x, y=10, z=100):
    return x + y + z
def turn(i):
    return step(i) + step(i, 1) + step(i, 1, 2)
print(warm(turn), turn(1 << 40))
try:
    step()
except TypeError:
    print("TypeError")
`,
    "18750\n".replace("18750", `${5310 + 60 * (110 + 101 + 3)} ${3 * 2 ** 40 + 214}`) +
      "TypeError\n",
  ),
  program(
    "keywords in and out of order, of functions, methods and classes",
    `
def step(x, y=10, z=100):
    return x + 2 * y + 3 * z
class Point:
    def __init__(self, x, y=1):
        self.x = x
        self.y = y
    def scaled(self, by, more=0):
        return self.x * by + more
def turn(i):
    p = Point(i, y=2)
    return step(i, z=1, y=2) + step(i, z=3) + step(x=i) + p.scaled(by=2, more=p.y)
print(warm(turn))
old = step
def step(z, y, x=1):
    return x + 10 * y + 100 * z
try:
    turn(1)
except TypeError:
    print("TypeError")
step = lambda *args, **keywords: len(args) + len(keywords)
print(warm(turn))
step = lambda x, **keywords: x + sum(keywords.values())
print(warm(turn))
Point.scaled = lambda self, **keywords: len(keywords)
print(warm(turn))
`,
    `${1770 * 5 + 60 * (7 + 29 + 320 + 2)}\nTypeError\n${60 * 6 + 2 * 1770 + 120}\n${5 * 1770 + 60 * (3 + 3) + 120}\n${3 * 1770 + 60 * (3 + 3 + 2)}\n`,
  ),
  program(
    "functions of one def with values of their own",
    `
def make(step, start=0):
    count = start
    def advance(by=1):
        nonlocal count
        count += by * step
        return count
    return advance
counters = [make(1), make(2), make(3)]
def turn(i):
    return counters[i % 3]()
print(warm(turn))
counters[1] = lambda: 7
print(warm(turn))
`,
    "1260\n2580\n",
  ),
  program(
    "methods of several classes, and of a class that changes",
    `
class A:
    def value(self):
        return 1
class B(A):
    def value(self):
        return super().value() + 1
class C:
    def value(self):
        return 5
things = [A(), B(), C()]
def turn(i):
    return things[i % 3].value()
print(warm(turn))
A.value = lambda self: 10
print(warm(turn))
things[0].value = lambda: 100
print(warm(turn))
del C.value
try:
    warm(turn)
except AttributeError as error:
    print(error)
`,
    `${20 * (1 + 2 + 5)}\n${20 * (10 + 11 + 5)}\n${20 * (100 + 11 + 5)}\n'C' object has no attribute 'value'\n`,
  ),
  program(
    "a class whose instances are made directly, with more attributes than the first table has room for",
    `
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
        self.a = self.b = self.c = self.d = self.e = self.f = self.g = x
def turn(i):
    p = Point(i, i + 1)
    p.late = 1
    return p.x + p.y + p.g + p.late
print(warm(turn), sorted(Point(1, 2).__dict__))
Point.__init__ = lambda self, x, y: setattr(self, "z", 3)
try:
    warm(turn)
except AttributeError as error:
    print(error)
class Odd:
    def __init__(self, x, y):
        return 1
Point = Odd
try:
    warm(turn)
except TypeError as error:
    print(error)
`,
    `${3 * 1770 + 2 * 60} ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'x', 'y']\n'Point' object has no attribute 'x'\n__init__() should return None, not 'int'\n`,
  ),
  program(
    "operators and properties written in Python",
    `
class Vector:
    def __init__(self, x):
        self.x = x
    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x)
    @property
    def double(self):
        return self.x * 2
class Right:
    x = double = 1000
    def __radd__(self, other):
        return self
other = Vector(1.5)
def turn(i):
    return (Vector(i) + other).double
print(warm(turn))
other = Right()
print(warm(turn))
other = 3
try:
    turn(1)
except TypeError as error:
    print(error)
`,
    `${1770 * 2 + 180}.0\n60000\nunsupported types for __add__: 'Vector', 'int'\n`,
  ),
  program(
    "attributes that are stored where they were, or through the class",
    `
class Plain:
    def __init__(self):
        self.a = 0
        self.b = 0
class Other:
    def __init__(self):
        self.b = 0
        self.a = 0
class Special:
    a = b = 1
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)
thing = Plain()
def turn(i):
    thing.a = i
    thing.b = thing.a + 1
    return thing.a + thing.b
print(warm(turn))
thing = Other()
print(warm(turn))
thing = Special()
print(warm(turn))
class Watched(Plain):
    @property
    def b(self):
        return self.kept
    @b.setter
    def b(self, value):
        self.kept = -value
thing = Watched()
print(warm(turn))
`,
    `3600\n3600\n${1770 * 2 + 2 * (1770 * 2 + 60)}\n-60\n`,
  ),
  program(
    "native functions and methods, and values of other types",
    `
data = [1, 2, 3]
text = "abc"
def turn(i):
    data.append(i)
    data.pop()
    return len(data) + abs(-i) + len(text.upper()) + text.find("c")
print(warm(turn))
text = "käc"
print(warm(turn))
class Longer(list):
    def append(self, x):
        super().append(x)
        super().append(x)
data = Longer()
print(warm(turn), len(data))
text = b"abc"
try:
    turn(1)
except TypeError:
    print("TypeError")
`,
    `${180 + 1770 + 300}\n${180 + 1770 + 300}\n${1830 + 1770 + 300} 60\nTypeError\n`,
  ),
  program(
    "characters of strings, interned and not",
    `
text = "hello, world"
def turn(i):
    letter = text[i % 12]
    if letter == "o":
        return 100
    return 1 if letter != "l" else 10
print(warm(turn))
text = "héllo, wörld"
print(warm(turn))
text = ["o"] * 12
print(warm(turn))
text = "o"
try:
    turn(1)
except IndexError as error:
    print(error)
`,
    `${5 * (2 * 100 + 3 * 10 + 7)}\n${5 * (100 + 3 * 10 + 8)}\n6000\nstring index out of range\n`,
  ),
  program(
    "handlers in loops, and exceptions from functions that are called directly",
    `
def fail(i):
    if i % 3 == 0:
        raise KeyError(i)
    if i % 5 == 0:
        raise ValueError(i)
    return i
def turn(i):
    for attempt in range(2):
        try:
            try:
                return fail(i + attempt)
            except ValueError:
                continue
        except KeyError as error:
            if attempt:
                return error.args[0]
    return -1
print(warm(turn))
`,
    `${(() => {
      let total = 0;
      for (let i = 0; i < 60; i++) {
        const first = i % 3 === 0 || i % 5 === 0;
        const next = i + 1;
        if (!first) total += i;
        else if (next % 3 === 0) total += next;
        else total += next % 5 === 0 ? -1 : next;
      }
      return total;
    })()}\n`,
  ),
  program(
    "recursion as deep as the stack allows",
    `
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)
print(warm(lambda i: depth(i)), depth(400))
def endless(n):
    return endless(n + 1)
try:
    endless(0)
except RuntimeError as error:
    print(error)
print(warm(lambda i: depth(i)))
`,
    "1770 400\nmaximum recursion depth exceeded\n1770\n",
  ),
];
