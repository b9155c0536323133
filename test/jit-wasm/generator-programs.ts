import { type HotProgram, program } from "./hot-programs.js";

/** What micropython prints for generators that delegate to each other. */
const DELEGATED = `60
[0, 1, 2, 6, 'no send'] [0, 1, 2, 3, 4, 15, 'no send']
1047
45150 10 500500
20010
405
[0, 1, 2, 2, 3, 4, 5] [0, 1, 2, 2.5, 3]
755
1
generator already executing
`;

/** Generators that compiled code resumes, and that are compiled. */
export const generatorPrograms: readonly HotProgram[] = [
  program(
    "generators in loops, deep chains of them, and what ends them",
    `
def count(n):
    for i in range(n):
        yield i
def odd(source):
    for x in source:
        if x & 1:
            yield x
def turn(i):
    total = 0
    for x in odd(count(i)):
        total += x * 0.5
    return total
print(warm(turn))
def deep(n):
    if n:
        for x in deep(n - 1):
            yield x + 1
    yield 0
print(sum(deep(300)), sum(deep(10)))
def failing(n):
    try:
        for i in range(n):
            yield i
            if i == 50:
                raise ValueError(i)
    finally:
        print("end")
try:
    for x in failing(60):
        pass
except ValueError as error:
    print(error)
g = failing(9)
next(g)
g.close()
`,
    `${(() => {
      let total = 0;
      for (let i = 0; i < 60; i++) for (let x = 1; x < i; x += 2) total += x * 0.5;
      return total.toFixed(1);
    })()}\n45150 55\nend\n50\nend\n`,
  ),
  program(
    "yield from generators, other iterators and each other, with what is sent and thrown",
    `
def inner(n):
    got = 0
    for i in range(n):
        x = yield i
        if x:
            got += x
    return got
def outer(n):
    first = yield from inner(n)
    yield from [first, -1]
    yield from ()
    return (yield from inner(1)) + first
def turn(i):
    total = 0
    for x in outer(i % 5):
        total += x
    return total
print(warm(turn))
def drive(n):
    g = outer(n)
    out = [next(g)]
    try:
        while True:
            out.append(g.send(len(out)))
    except StopIteration as stop:
        out.append(stop.value)
    except AttributeError:
        out.append("no send")
    return out
for i in range(20):
    last = drive(3)
print(last, drive(5))
def tree(n):
    if n > 0:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 2)
def walk(i):
    return sum(tree(i % 7)) + len(list(tree(i % 6)))
print(warm(walk))
def deep(n):
    if n > 0:
        yield from deep(n - 1)
    yield n
print(sum(deep(300)), sum(deep(4)), sum(deep(1000)))
def guarded(n, log):
    try:
        yield from inner(n)
    except KeyError as error:
        log.append("caught")
        yield 100
    finally:
        log.append("left")
def middle(n, log):
    yield from guarded(n, log)
    yield 200
def thrown(i):
    log = []
    g = middle(5, log)
    next(g)
    out = g.throw(KeyError) + next(g)
    g = middle(5, log)
    next(g)
    g.close()
    g = middle(5, log)
    next(g)
    try:
        g.throw(ValueError(i))
    except ValueError as error:
        out += error.args[0]
    return out + len(log)
print(warm(thrown))
def mixed(source):
    for x in source:
        yield x
def ending(i):
    g = mixed(range(3))
    a = list(zip(mixed([1, 2]), g))
    return len(a) + sum(g) + sum(x for x in tree(i % 4))
print(warm(ending))
def late(n):
    for i in range(n):
        yield i
        if i == 2:
            yield [i, "x", 2.5][i % 3] if n > 50 else i
def use(n):
    return [x for x in late(n)]
for i in range(40):
    use(6)
print(use(6), use(51)[:5])
class Many:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        if self.n:
            yield from Many(self.n - 1)
        yield self.n
print(warm(lambda i: sum(Many(i % 9))))
def itself():
    yield 1
    yield from me
me = itself()
try:
    for x in me:
        print(x)
except ValueError as error:
    print(error)
`,
    DELEGATED,
  ),
];
