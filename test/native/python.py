@micropython.native
def kinds(a, b=2, *rest, c=3, **more):
    return a, b, rest, c, sorted(more.items())


@micropython.native
def generator(n):
    for i in range(n):
        sent = yield i * i
        if sent is not None:
            print("sent", sent)
    return "end"


@micropython.native
def delegate(n):
    result = yield from generator(n)
    print("result", result)
    try:
        yield 100
    except ValueError as error:
        print("thrown", error)
        yield 101
    finally:
        print("closed")


@micropython.native
def closures():
    total = 0

    def add(n):
        nonlocal total
        total += n
        return total

    return [add(i) for i in range(5)], (lambda: total)()


@micropython.native
def leave(n):
    log = []
    for i in range(4):
        try:
            log.append(i)
            if n == 1 and i == 1:
                continue
            if n == 2 and i == 2:
                break
            if n == 3:
                return log
            log.append("body")
        finally:
            log.append("f")
    else:
        log.append("else")
    return log


class Manager:
    @micropython.native
    def __enter__(self):
        print("enter")
        return self

    @micropython.native
    def __exit__(self, kind, value, trace):
        print("exit", kind.__name__ if kind else None)
        return kind is KeyError


@micropython.native
def managed(error):
    with Manager() as manager:
        print(type(manager).__name__)
        if error:
            raise error
        return "returned"
    return "swallowed"


@micropython.native
def again(error):
    try:
        raise error
    except ValueError:
        try:
            raise
        except ValueError as second:
            return repr(second)


@micropython.native
def outward():
    handled = 0
    try:
        raise KeyError(1)
    except KeyError:
        handled += 1
        for _ in (1,):
            try:
                break
            except ValueError:
                pass
        raise KeyError(handled)


@micropython.native
def unbound(bind):
    if bind:
        value = 1
    return value


print(kinds(1), kinds(1, 5, 6, 7, c=8, d=9))
print(list(delegate(3)))
g = delegate(1)
print(next(g), g.send("hello"), g.throw(ValueError("x")))
g.close()
print(closures(), [leave(n) for n in range(4)])
print(managed(None), managed(KeyError()), again(ValueError(3)))
try:
    managed(TypeError())
except TypeError:
    print("raised")
x, *y = [c for c in "abc" if c != "b"] + [1]
print(x, y, {k: v for k, v in zip("ab", (1, 2))}, sorted({3} | {4}))
try:
    outward()
except KeyError as error:
    print("outward", error)
print(unbound(True))
try:
    unbound(False)
except NameError as error:
    print(error)
