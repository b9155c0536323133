# Generators of machine code and of bytecode delegate to each other; values, exceptions and ends pass through.
import micropython


@micropython.native
def native(n):
    try:
        for i in range(n):
            got = yield i
            if got is not None:
                print("native got", got)
    except ValueError as e:
        print("native caught", e)
        yield "caught"
    finally:
        print("native ends")
    return "done"


def plain(n):
    result = yield from native(n)
    print("plain has", result)
    return result


@micropython.native
def outer(n):
    result = yield from plain(n)
    print("outer has", result)
    for x in [1, 2]:
        yield x
    return result * 2


print(list(outer(3)))
g = outer(3)
print(next(g), g.send("hello"), g.throw(ValueError("oops")))
try:
    while True:
        print(next(g))
except StopIteration as e:
    print("stop", e.value)
print(next(g, "ended"))
g = native(5)
next(g)
g.close()
g.close()
try:
    next(g)
except StopIteration:
    print("closed")
try:
    native(2).send(1)
except TypeError as e:
    print("TypeError:", e)


@micropython.native
def stops():
    yield 1
    raise StopIteration


try:
    for x in stops():
        print(x)
except RuntimeError as e:
    print("RuntimeError:", e)


@micropython.native
def again():
    yield next(g2)


g2 = again()
try:
    next(g2)
except ValueError as e:
    print("ValueError:", e)


@micropython.native
def closing():
    a = 1

    def inner(b=2, *c, d, **e):
        yield a
        yield b, c, d, sorted(e.items())

    return inner


print(list(closing()(3, 4, d=5, f=6)), closing()(d=1).__class__ is native(1).__class__)
print(str(native(1))[:26], type(native), str(native)[:11], native.__name__)
