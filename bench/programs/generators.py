# Pipelines of generators, yield from over a tree, and two-way send.
# Exercises generator creation, resumption and delegation.

N = 200
EXPECTED = [482168, 117600, 999728, 633352, 99800]


def counter(limit):
    i = 0
    while i < limit:
        yield i
        i += 1


def only_odd(source):
    for x in source:
        if x & 1:
            yield x


def squares(source):
    for x in source:
        yield x * x % 9973


def pairs(source):
    before = None
    for x in source:
        if before is not None:
            yield before, x
        before = x


class Tree:
    def __init__(self, low, high):
        middle = (low + high) // 2
        self.value = middle
        self.left = Tree(low, middle) if low < middle else None
        self.right = Tree(middle + 1, high) if middle + 1 < high else None

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def averager():
    total = 0
    count = 0
    average = 0
    while True:
        value = yield average
        if value is None:
            return total
        total += value
        count += 1
        average = total // count


def round_of(n):
    total = 0
    for a, b in pairs(squares(only_odd(counter(n * 2)))):
        total = (total + a * 3 + b) % 1000003
    ordered = 0
    for value in Tree(0, n):
        ordered = (ordered * 5 + value) % 65521
    average = averager()
    next(average)
    last = 0
    for value in counter(n):
        last = average.send(value)
    try:
        average.send(None)
    except StopIteration as stop:
        last += stop.value
    return [total, ordered, last, sum(x for x in range(n) if x % 3), len(list(pairs(range(n))))]


def run(n):
    total = [0] * 5
    for _ in range(n):
        total = [(a + b) % 1000003 for a, b in zip(total, round_of(500))]
    return total
