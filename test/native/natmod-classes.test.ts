import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { projectPath } from "../language/programs.js";
import { runModule } from "./natmod/run-module.js";

const shapes = readFileSync(projectPath("test/native/natmod/shapes.mpy"));

/** Runs a program with the module's names in sight, and those of `io`. */
function run(source: string, hardMode: boolean): string {
  return runModule(shapes, `import io\np = Point(3, 4)\n${source}`, hardMode);
}

const cases: readonly [string, string, string][] = [
  [
    "are types",
    "print(Point, type(p) is Point, isinstance(p, Point))",
    "<class 'Point'> True True\n",
  ],
  ["print as C says", "print(p, repr(p), [p])", "3/4 Point(3, 4) [Point(3, 4)]\n"],
  ["have attributes", "p.x = 7\nprint(p.x, p.y, Point.SIDES)", "7 4 2\n"],
  ["have items", "p[1] = 9\nprint(p[0], p[1])", "3 9\n"],
  [
    "have operators",
    "print(repr(-p), repr(p + p), p == Point(3, 4), p == 5)",
    "Point(-3, -4) Point(6, 8) True False\n",
  ],
  ["have a length and a truth", "print(len(p), bool(p), bool(Point(0, 0)))", "2 True False\n"],
  ["are called", "print(p(10))", "34\n"],
  ["are one object each", "print(p.swap() is p, repr(p))", "True Point(4, 3)\n"],
  [
    "are among any number of arguments",
    "print(repr(p.total(p, Point(1, 1))), repr(Point.total(p)))",
    "Point(7, 9) Point(3, 4)\n",
  ],
  [
    "lend their memory",
    "m = memoryview(p)\nprint(bytes(m))",
    "b'\\x03\\x00\\x00\\x00\\x04\\x00\\x00\\x00'\n",
  ],
  [
    "are passed to Python and back",
    "print(with_point(lambda a, b: (repr(a), b), 5), with_point(lambda a, b: a, 6).x)",
    "('Point(5, 1)', 5) 6\n",
  ],
  ["are iterated", "print(list(Countdown(4)), sum(Countdown(3)))", "[4, 3, 2, 1] 6\n"],
  [
    "are streams around streams of Python's",
    "u = Upper(io.BytesIO(b'some\\nlines'))\nprint(u.readline(), u.read(), Upper(u).read())\ntry: u.write(b'x')\nexcept OSError as e: print(e)",
    "b'SOME\\n' b'LINES' b''\n28\n",
  ],
  [
    "are exceptions",
    "try: Point(-1, 0)\nexcept ShapeError as e: print(repr(e), issubclass(ShapeError, Exception))",
    "ShapeError('left of everything',) True\n",
  ],
  [
    "are bases of classes of Python's",
    "class N(Point):\n  def __init__(self, x):\n    super().__init__(x, 1)\n  def twice(self): return self.x * 2\nn = N(5)\nprint(n.twice(), n.swap().x, repr(n.total(n)), isinstance(n, Point))",
    "10 1 Point(2, 10) True\n",
  ],
  [
    "survive collections",
    "import gc\nl = [Point(i, i) for i in range(20)]\ngc.collect()\nprint(sum(q.x for q in l))",
    "190\n",
  ],
];

const refused: readonly [string, string][] = [
  ["p.z", "AttributeError: 'Point' object has no attribute 'z'"],
  ["p.z = 1", "AttributeError: 'Point' object has no attribute 'z'"],
  ["del p[0]", "TypeError: 'Point' object doesn't support item deletion"],
  ["p + 1", "TypeError: unsupported types for __add__: 'Point', 'int'"],
  ["hash(p)", "TypeError: unsupported type for __hash__: 'Point'"],
  ["hash(Countdown(1))", "TypeError: unsupported type for __hash__: 'Countdown'"],
  ["~p", "TypeError: unsupported type for __invert__: 'Point'"],
  ["iter(p)", "TypeError: 'Point' object isn't iterable"],
  ["next(p)", "TypeError: 'Point' object isn't an iterator"],
  ["Countdown(1)[0]", "TypeError: 'Countdown' object isn't subscriptable"],
  ["Countdown(1)()", "TypeError: 'Countdown' object isn't callable"],
  ["Point(1)", "TypeError: function takes 2 positional arguments but 1 were given"],
  ["Point(1, 'a')", "TypeError: can't convert str to int"],
  ["Point.total()", "TypeError: function missing 1 required positional arguments"],
];

describe.each([false, true])("classes of modules linked from C (hard mode: %s)", (hardMode) => {
  it.each(cases)("%s", (_, source, expected) => {
    expect(run(source, hardMode)).toBe(expected);
  });

  it.each(refused)("refuse %s", (statement, message) => {
    const caught = `try: ${statement}\nexcept Exception as e: print(type(e).__name__ + ': ' + str(e))`;
    expect(run(caught, hardMode)).toBe(`${message}\n`);
  });
});

describe.each([false, true])("what C reads by itself (hard mode: %s)", (hardMode) => {
  it("ends as text with a zero", () => {
    const lengths =
      "print(length('abcd'), length('abc'), [length('x' * n) for n in (4, 20, 36, 37)])";
    expect(run(`${lengths}\n${lengths}`, hardMode)).toBe(
      "4 3 [4, 20, 36, 37]\n4 3 [4, 20, 36, 37]\n",
    );
  });

  it("is where tuples have it", () => {
    expect(run("print(pair((5, 6, 7)), pair((p,))[1] is p)", hardMode)).toBe("(3, 7) True\n");
  });
});
