# Exceptions pass between machine code and bytecode, through finally and with, in all directions.
import micropython


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        print("enter")
        return self

    @micropython.native
    def __exit__(self, kind, value, traceback):
        print("exit", kind is not None and kind.__name__, repr(value), traceback)
        return self.swallow


def fail(kind):
    raise kind("from bytecode")


@micropython.native
def manage(swallow, kind):
    with Manager(swallow) as m:
        print(m.swallow)
        if kind:
            fail(kind)
        return "returned"
    return "swallowed"


@micropython.native
def levels(n):
    try:
        try:
            if n == 0:
                {}["key"]
            if n == 1:
                [][3]
            if n == 2:
                return "early"
            fail(ZeroDivisionError)
        except KeyError as e:
            return "KeyError", e.args
        finally:
            print("inner", n)
    except IndexError as e:
        return "IndexError", str(e)
    except (ArithmeticError, ValueError) as e:
        return "Arithmetic", str(e)
    finally:
        print("outer", n)


@micropython.native
def loops():
    for i in range(6):
        try:
            if i == 1:
                continue
            if i == 4:
                break
            print("body", i)
        finally:
            print("finally", i)
    return i


print(manage(True, None), manage(True, ValueError))
try:
    manage(False, ValueError)
except ValueError as e:
    print("out:", e)
for n in range(4):
    print(levels(n))
print(loops())


@micropython.native
def deeper(n):
    if n == 0:
        raise OSError(5)
    try:
        deeper(n - 1)
    finally:
        print("up", n)


try:
    deeper(3)
except OSError as e:
    print(e.errno)


class Own(Exception):
    pass


@micropython.native
def own():
    try:
        raise Own(1, 2)
    except Own as e:
        return e.args


print(own())


@micropython.native
def not_found():
    return no_such_name


try:
    not_found()
except NameError as e:
    print(e)
