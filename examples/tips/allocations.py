"""What takes memory from the heap and what does not: each construct is tried with the heap locked."""

import micropython


class Thing:
    def __init__(self):
        self.x = 1

    def method(self):
        return 1

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        pass


def function(a=1, b=2):
    return a


def star(*args):
    return 1


def double_star(**names):
    return 1


def generate():
    yield 1


# What it is, a statement, and whether it allocates on the board.
constructs = (
    ("an expression of small ints", "n = (n * 3 + 1) // 2 & 0xFF", False),
    ("a comparison", "n = 1 < n < 5 or not n", False),
    ("a local variable", "fresh = n", False),
    ("if", "if n > 1: n = 0\n  else: n = 1", False),
    ("while", "while n > 0: n -= 1", False),
    ("for over a range", "for i in range(10): n = i", False),
    ("for over a list", "for i in items: n = i", False),
    ("for over a dict", "for i in table: n = 1", False),
    ("try", "try: n = 1\n  finally: n = 2", False),
    ("with", "with thing: n = 1", False),
    ("a store to a global that exists", "global shared\n  shared = n", False),
    ("an attribute that exists", "thing.x = thing.x + 1", False),
    ("a call", "n = function(1, 2)", False),
    ("a call with keywords", "n = function(a=1, b=2)", False),
    ("a call of a method", "n = thing.method()", False),
    ("most builtins", "n = len(items) + abs(-1) + max(1, n) + ord('a')", False),
    ("a list's subscript", "items[0] = items[1]", False),
    ("a dict's value", "table['a'] = table['b']", False),
    ("a bytearray's subscript", "data[0] = data[1] ^ 0xFF", False),
    ("list.sort()", "items.sort()", False),
    ("list.pop() and append() of one", "items.append(items.pop())", False),
    ("a search in a str", "n = text.startswith('ab') + text.find('c')", False),
    ("swapping two variables", "n, m = m, n", False),
    ("is and in", "n = 3 in items and thing is not None", False),
    ("import", "import heapq", True),
    ("def", "def inner(): pass", True),
    ("lambda", "inner = lambda: 1", True),
    ("class", "class Inner: pass", True),
    ("new globals", "global p, q, r, s, t, u, v, w\n  p = q = r = s = t = u = v = w = 1", True),
    ("new attributes", "thing.a = thing.b = thing.c = thing.d = thing.e = 1", True),
    ("an instance", "fresh = Thing()", True),
    ("a new list", "fresh = [n, m]", True),
    ("a new tuple", "fresh = (n, m)", True),
    ("a new dict", "fresh = {}", True),
    ("a new set", "fresh = {n}", True),
    ("a list comprehension", "fresh = [i for i in items]", True),
    ("a generator", "fresh = generate()", True),
    ("a range that is kept", "fresh = range(n)", True),
    ("a method that is kept", "fresh = thing.method", True),
    ("a slice", "fresh = items[1:]", True),
    ("a function that takes *args", "n = star(1, 2)", True),
    ("a function that takes **kwargs", "n = double_star(a=1)", True),
    ("a call with *", "n = function(*pair)", True),
    ("a call with **", "n = function(**table)", True),
    ("an int of more than 31 bits", "n = big << 40", True),
    ("a float", "n = half * 3", True),
    ("a new str", "fresh = text + text", True),
    ("a str of a number", "fresh = str(12345 + n)", True),
    ("a formatted str", "fresh = '%d' % n", True),
    ("bytes of a str", "fresh = text.encode()", True),
    ("a memoryview", "fresh = memoryview(data)", True),
)

template = """
shared = 1
def construct(lock, unlock, given):
 Thing, function, star, double_star, generate = given
 thing = Thing()
 items = [3, 1, 2]
 data = bytearray(4)
 table = {{'a': 1, 'b': 2}}
 text = 'abc'
 half = 0.5
 pair = (1, 2)
 n = 2
 m = 3
 big = 1 << 29
 lock()
 try:
  {statement}
 finally:
  unlock()
"""


def allocates(statement):
    """Runs a statement in a function: the locked heap refuses what allocates."""
    scope = {}
    exec(template.format(statement=statement), scope)
    given = (Thing, function, star, double_star, generate)
    try:
        scope["construct"](micropython.heap_lock, micropython.heap_unlock, given)
    except MemoryError:
        return True
    return False


def show():
    for name, statement, expected in constructs:
        found = allocates(statement)
        note = "" if found == expected else "  (the board differs)"
        print("%-32s %s%s" % (name, "allocates" if found else "does not", note))


show()
