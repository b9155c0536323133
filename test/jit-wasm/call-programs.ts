import type { HotProgram } from "./hot-programs.js";
import { LOOP } from "./hot-programs.js";

/** Programs whose calls are replaced by what they call, or that look names up in modules. */
export const callPrograms: readonly HotProgram[] = [
  {
    name: "ints that become long, floats, and texts",
    source: `${LOOP}
def area(w, h):
    return w * h
def turn(i):
    return area(i, 3) + 1
print(warm(turn), turn(1 << 29), turn(1.5), area("ab", 2))
`,
    output: "5370 1610612737 5.5 abab\n",
  },
  {
    name: "floats through two bodies",
    source: `${LOOP}
def half(x):
    return x / 2
def mean(a, b):
    return half(a + b)
def turn(i):
    return mean(i, i + 1) * 2
print(warm(turn), turn(0.25), turn(1 << 40))
`,
    output: "3600.0 1.5 2199023255553.0\n",
  },
  {
    name: "an exception from a body in a body, caught outside",
    source: `${LOOP}
def check(x):
    if x > 100:
        raise ValueError(x)
    return x
def outer(x):
    return check(x) + 1
def turn(i):
    try:
        return outer(i)
    except ValueError as e:
        return -e.args[0]
print(warm(turn), turn(101), turn(7))
`,
    output: "1830 -101 8\n",
  },
  {
    name: "instances made in place, their methods, and a subclass later",
    source: `${LOOP}
class Point:
    def __init__(self, x, y=2):
        self.x = x
        self.y = y
    def norm(self):
        return self.x * self.x + self.y * self.y
    def moved(self, by):
        return Point(self.x + by, self.y)
def turn(i):
    return Point(i).moved(1).norm()
print(warm(turn), turn(1.5), turn(1 << 20))
class Other(Point):
    def norm(self):
        return -1
def turn2(p):
    return p.norm()
def turn(i):
    return turn2(Point(i, 0))
print(warm(turn), turn2(Other(3)), turn2(Point(2.0, 0)))
`,
    output: "74050 10.25 1099513724933\n70210 -1 4.0\n",
  },
  {
    name: "a local without a value",
    source: `${LOOP}
def maybe(x):
    if x < 200:
        y = x
    return y
def turn(i):
    try:
        return maybe(i)
    except NameError:
        return -1
print(warm(turn), turn(300), turn(3))
`,
    output: "1770 -1 3\n",
  },
  {
    name: "lists that only a body has",
    source: `${LOOP}
def pair(a):
    b = [a]
    c = [b, a]
    return c
def turn(i):
    return pair(i)[0][0] + len(pair(str(i)))
print(warm(turn))
`,
    output: "1890\n",
  },
  {
    name: "a closure with a default",
    source: `${LOOP}
def make(k):
    def inner(x, y=10):
        return x * k + y
    return inner
f = make(3)
def turn(i):
    return f(i) + f(i, 1)
print(warm(turn), turn(0.5))
`,
    output: "11280 14.0\n",
  },
  {
    name: "another function of the name, which gives something else",
    source: `${LOOP}
def step(x): return x + 1
def turn(i):
    return step(i)
print(warm(turn))
def step(x): return x * 2.0
print(warm(turn))
def step(x): return None
print(turn(1))
`,
    output: "1830\n3540.0\nNone\n",
  },
  {
    name: "an __init__ that gives something",
    source: `${LOOP}
class Odd:
    def __init__(self, x):
        self.x = x
        if x > 100:
            return x
def turn(i):
    return Odd(i).x
print(warm(turn))
try:
    turn(101)
except TypeError as e:
    print("TypeError")
`,
    output: "1770\nTypeError\n",
  },
  {
    name: "bools from bodies",
    source: `${LOOP}
def even(x):
    return x % 2 == 0
def turn(i):
    return 1 if even(i) else 0
print(warm(turn), turn(3.0), turn(4.0))
`,
    output: "30 0 1\n",
  },
  {
    name: "functions that call each other, as deep as the stack allows",
    source: `${LOOP}
def down(n):
    return n if n < 1 else up(n - 1) + 1
def up(n):
    return n if n < 1 else down(n - 1) + 1
def turn(i):
    return down(i % 10)
print(warm(turn), turn(9))
try:
    down(100000)
except RuntimeError:
    print("RuntimeError")
`,
    output: "270 9\nRuntimeError\n",
  },
  {
    name: "lines of a traceback",
    source: `${LOOP}
def inner(x):
    return 1 // x
def turn(i):
    return inner(i + 1)
print(warm(turn))
import sys
try:
    turn(-1)
except ZeroDivisionError as e:
    sys.print_exception(e)
`,
    output: `1\nTraceback (most recent call last):\n  File "<stdin>", line 15, in <module>\n  File "<stdin>", line 11, in turn\n  File "<stdin>", line 9, in inner\nZeroDivisionError: divide by zero\n`,
  },
  {
    name: "methods taken from objects, of Python and of the VM",
    source: `${LOOP}
class Meter:
    def __init__(self, step):
        self.step = step
        self.total = 0
    def add(self, n, times=1):
        self.total += n * self.step * times
        return self.total
    def slow(self, n):
        for i in range(2):
            n += i
        return n + self.step
def run(method, i):
    return method(i)
meter = Meter(2)
add = meter.add
def turn(i):
    return add(i) + add(1, times=2)
print(warm(turn), meter.total)
def turn(i):
    return run(Meter(i).slow, i) + run(Meter(1).add, i)
print(warm(turn))
items = []
append = items.append
get = {1: 2}.get
def turn(i):
    append(i)
    return get(i & 1, 5)
print(warm(turn), len(items))
append = {3, 4}.add
print(turn(4), turn(5))
append = Meter(3).add
print(turn(4), append(0.5))
append = "x,y".split
print(run(append, ","), run("abc".find, "c"), run([3].index, 3))
try:
    run(append, 5)
except TypeError:
    print("TypeError")
`,
    output: `158360 3780\n5370\n210 60\n5 2\n5 13.5\n['x', 'y'] 2 0\nTypeError\n`,
  },
  {
    name: "names of modules, and objects with the same names later",
    source: `${LOOP}
import math
class Fake:
    def __init__(self):
        self.sqrt = lambda x: -x
        self.pi = 5
module = math
def turn(i):
    return int(module.sqrt(i * i)) + (1 if module.pi < 4 else 100)
print(warm(turn))
module = Fake()
print(turn(3))
module = math
print(turn(3), math.log(math.e))
try:
    module = 7
    turn(3)
except AttributeError as error:
    print(error)
`,
    output: `1830\n91\n4 1.0\n'int' object has no attribute 'sqrt'\n`,
  },
];
