import { type HotProgram, program } from "./hot-programs.js";

/** Programs that take and store slices, first as they were seen, then otherwise. */
export const slicePrograms: readonly HotProgram[] = [
  program(
    "slices of lists, with bounds of all kinds",
    `
def turn(i):
    x = list(range(8))
    x[: i % 9] = x[i % 8 :: -1]
    y = x[2:] + x[:-2] + x[1:100:2] + x[None:None]
    return len(y) * 1000 + sum(y[-3:]) + len(x)
print(warm(turn))
def part(x, i, j, k):
    return x[i:j:k]
def turn(i):
    return len(part([1, 2, 3], 0, i, 1))
print(warm(turn))
print(part([1, 2, 3], 1, 1 << 40, 1), part([1, 2, 3], -(1 << 40), None, 2), part("abc", 2, None, None))
print(part((1, 2, 3), 1, None, None), part(b"abc", 0, 2, 1), part(range(10), 2, 8, 3))
try:
    part([1], 0, 1, 0)
except ValueError as error:
    print(error)
try:
    part([1], "a", 1, 1)
except TypeError:
    print("TypeError")
try:
    part(7, 0, 1, 1)
except TypeError:
    print("TypeError")
`,
    `${(() => {
      let total = 0;
      for (let i = 0; i < 60; i++) {
        const x = [0, 1, 2, 3, 4, 5, 6, 7];
        x.splice(0, i % 9, ...x.slice(0, (i % 8) + 1).reverse());
        const y = [...x.slice(2), ...x.slice(0, -2), ...x.filter((_, k) => k % 2 === 1), ...x];
        total += y.length * 1000 + y.slice(-3).reduce((a, b) => a + b) + x.length;
      }
      return total;
    })()}\n174\n[2, 3] [1, 3] c\n(2, 3) b'ab' range(2, 8, 3)\nslice step can't be zero\nTypeError\nTypeError\n`,
  ),
  program(
    "slices of texts",
    `
def turn(i):
    text = "straight on"
    return len(text[i % 5 : -1]) + (text[:3] == "str") + (text[i % 12 :] == "")
print(warm(turn))
`,
    `${(() => {
      let total = 0;
      for (let i = 0; i < 60; i++) total += 10 - (i % 5) + 1 + (i % 12 === 11 ? 1 : 0);
      return total;
    })()}\n`,
  ),
  program(
    "a slice that an instance is asked for",
    `
class Rows:
    def __init__(self):
        self.kept = []
    def __getitem__(self, index):
        return [index.start, index.stop, index.step]
    def __setitem__(self, index, value):
        self.kept.append((index.start, value))
def turn(i, x=[1, 2, 3, 4]):
    x[1:2] = x[2:4][:1]
    return x[1]
print(warm(turn))
rows = Rows()
def swap(x):
    x[1:2] = x[2:4:"step"]
    return x
print(swap(rows).kept)
def turn(i):
    return len(swap(Rows()).kept)
print(warm(turn))
`,
    `${turnOfSlices()}\n[(1, [2, 4, 'step'])]\n60\n`,
  ),
  program(
    "values that a slice does not take",
    `
def put(x, value, step=None):
    x[0:2:step] = value
    return len(x)
def turn(i):
    return put([1, 2, 3], [0] * (i % 4))
print(warm(turn), put([1, 2, 3], (4, 5, 6, 7)))
x = [1, 2, 3]
put(x, x)
print(x)
for value, step in ((5, None), ([], 2), ("ab", None)):
    try:
        put(x, value, step)
    except (TypeError, NotImplementedError) as error:
        print(type(error).__name__)
b = bytearray(b"abcdef")
print(put(b, b"xyz"), b)
print(x)
`,
    `${60 + (60 / 4) * (0 + 1 + 2 + 3)} 5\n[1, 2, 3, 3]\nTypeError\nNotImplementedError\nTypeError\n7 bytearray(b'xyzcdef')\n[1, 2, 3, 3]\n`,
  ),
];

/** What the third program's first loop gives: the items move up until all are the last one. */
function turnOfSlices(): number {
  const x = [1, 2, 3, 4];
  let total = 0;
  for (let i = 0; i < 60; i++) {
    x.splice(1, 1, ...x.slice(2, 4).slice(0, 1));
    total += x[1]!;
  }
  return total;
}
