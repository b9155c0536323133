import { type HotProgram, program } from "./hot-programs.js";

/** Programs that call builtin functions and go over texts, first as they were seen, then otherwise. */
export const builtinPrograms: readonly HotProgram[] = [
  program(
    "the length of containers of one kind, then of others",
    `
def size(x):
    return len(x)
def turn(i):
    return size([0] * i)
print(warm(turn))
for x in ((1, 2), "abc", "häß", b"ab", bytearray(5), {1: 2}, range(7), [], ""):
    print(size(x), end=" ")
print()
try:
    size(5)
except TypeError:
    print("TypeError")
class Sized:
    def __len__(self):
        return 11
print(size(Sized()))
def turn(i):
    return len("abc" * i) + len((i, i)) + len(b"x" * i) + len(bytearray(i))
print(warm(turn))
len = lambda x: 100
print(size([1]))
`,
    "1770\n2 3 3 2 5 1 7 0 0 \nTypeError\n11\n8970\n100\n",
  ),
  program(
    "abs, min and max of ints and floats",
    `
def turn(i):
    k = i - 30
    x = k * 0.5
    return abs(k) + min(k, 3) + max(k, -2) + int(abs(x) + min(x, 1.0) + max(x, 0.0))
print(warm(turn))
def extremes(a, b):
    return min(a, b), max(a, b), abs(a)
def turn(i):
    return extremes(i, 10)[0]
print(warm(turn))
print(extremes(-(1 << 30), 5), extremes(1 << 40, 2), extremes(2.5, 2), extremes(-1.5, 0.0))
print(extremes(float("nan"), 1.0)[0], extremes(-0.0, 0.0)[0], min(3, 1, 2), max([4, 5]))
try:
    extremes("a", "b")
except TypeError as error:
    print("TypeError")
`,
    `${(() => {
      let total = 0;
      for (let i = 0; i < 60; i++) {
        const k = i - 30;
        const x = k * 0.5;
        total += Math.abs(k) + Math.min(k, 3) + Math.max(k, -2);
        total += Math.trunc(Math.abs(x) + Math.min(x, 1) + Math.max(x, 0));
      }
      return total;
    })()}\n545\n(-1073741824, 5, 1073741824) (2, 1099511627776, 1099511627776) (2, 2.5, 2.5) (-1.5, 0.0, 1.5)\nnan -0.0 1 5\nTypeError\n`,
  ),
  program(
    "builtins with another number of arguments",
    `
def wrong(i):
    count = 0
    for call in (lambda: len(), lambda: len([], []), lambda: abs(), lambda: chr(1, 2), lambda: min()):
        try:
            call()
        except TypeError:
            count += 1
    return count
print(warm(wrong), min(4, 2, 3), max(1, 5, 2), max(2, 1, key=lambda x: -x), min([], default=7))
`,
    "300 2 5 1 7\n",
  ),
  program(
    "characters by their numbers",
    `
def turn(i):
    c = chr(i + 60)
    return ord(c) + (c == "A")
print(warm(turn))
def char(i):
    return chr(i)
def turn(i):
    return len(char(i))
print(warm(turn), repr(char(0)), char(228), char(0x20ac))
try:
    char(-1)
except ValueError:
    print("ValueError")
`,
    `${(60 * (60 + 119)) / 2 + 1}\n60 '\\x00' ä €\nValueError\n`,
  ),
  program(
    "loops over texts of all sorts",
    `
def count(text):
    n = 0
    for c in text:
        if c == "a":
            n += 1
        else:
            n += 100
    return n
def turn(i):
    return count("ab" * i)
print(warm(turn))
print(count("a"), count("äa€a"), count(""), count(["a", "b"]), count(b"ab"), count({"a": 1}))
text = "xyz" * 3
print([c + str(i) for i, c in enumerate(text)][-1], list(zip("ab", text)), "".join(c for c in "äöü"))
a, *b = "längs"
print(a, b, sorted("hello"), dict.fromkeys("aba", 0) == {"a": 0, "b": 0}, max("abc"))
it = iter("añb")
print(next(it), next(it), next(it), next(it, None), next(it, None))
`,
    "178770\n1 202 0 101 200 1\nz8 [('a', 'x'), ('b', 'y')] äöü\nl ['\\xe4', 'n', 'g', 's'] ['e', 'h', 'l', 'l', 'o'] True c\na ñ b None None\n",
  ),
  program(
    "builtins that are another one of the VM's, before and after they are watched",
    `
import builtins
def size(x):
    return len(x)
builtins.len = sum
print(warm(lambda i: size([1, 2, 3])))
builtins.len = min
print(size([1, 2, 3]))
def least(x):
    return abs(x)
print(warm(least), least(-2))
builtins.abs = str
print(repr(least(-3)))
`,
    "360\n1\n1770 2\n'-3'\n",
  ),
  program(
    "a loop over lists that gets a generator, and texts",
    `
def count(items):
    n = 0
    for item in items:
        n += 1
    return n
print(warm(lambda i: count([0] * i)))
print(warm(lambda i: count(k for k in range(i))), count("abc"), count(range(4)), count((1, 2)))
`,
    "1770\n1770 3 4 2\n",
  ),
];
