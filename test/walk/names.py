"""
Prints `owner name id` for each name of the native modules, their types and the types of other values; the
id of what cannot be called is 0.
"""
import io


def generator():
    yield


async def coroutine():
    pass


def closure():
    x = 1
    return lambda: x


class Python:
    def method(self):
        pass

    def __getitem__(self, index):
        return index


values = (
    None, True, 1, 1j, 1.5, "s", b"b", ..., NotImplemented, (), [], {}, set(), {}.keys(), {}.values(), {}.items(),
    memoryview(b""), Python()[1:2], range(1), iter([]), iter({}), iter(""), iter(()), iter(set()), iter(b""), iter(range(1)),
    iter(int, 0), generator(), coroutine(), closure(), generator, Python, Python(), Python().method, [].append, print,
    zip(), map(int, ()), filter(int, ()), enumerate(()), reversed(()), io, super(Python, Python()), object(),
    io.open("names", "w"), io.open("names", "wb"), property(), staticmethod(1), classmethod(1),
    compile("1", "", "eval"), OSError(), StopIteration(), Exception(),
)
modules = (
    "array", "builtins", "cmath", "collections", "errno", "gc", "io", "math", "micropython", "os", "struct", "sys",
    "time",
)
callables = (type, type(print), type([].append))
keep = []
seen = []


def show(label, owner):
    for name in dir(owner):
        try:
            value = getattr(owner, name)
        except AttributeError:
            value = None
        keep.append(value)
        called = isinstance(value, callables) and name != "__class__"
        print(label, name, id(value) if called else 0)


def show_type(value):
    if value not in seen:
        seen.append(value)
        show(value.__name__, value)


for name in modules:
    module = __import__(name)
    show(name, module)
    for key in dir(module):
        value = getattr(module, key)
        if isinstance(value, type):
            show_type(value)
for value in values:
    show_type(type(value))
    show(type(value).__name__, value)
