import { type HotProgram, program } from "./hot-programs.js";

/** Exceptions that are caught where they are raised, and ways out of `finally` and `with`. */
export const unwindingPrograms: readonly HotProgram[] = [
  program(
    "return, break and continue through finally and with, and exceptions",
    `
log = []
def ret(i):
    try:
        if i % 3 == 0:
            return i
        if i % 3 == 1:
            return i * 0.5
    finally:
        log.append(i)
    return -1
print(warm(ret), len(log))
class Guard:
    def __init__(self, swallow):
        self.swallow = swallow
        self.seen = 0
    def __enter__(self):
        self.seen += 1
        return self
    def __exit__(self, kind, value, trace):
        self.seen += 10
        if kind is not None:
            self.seen += 100
        return self.swallow and kind is KeyError
def nested(i):
    g = Guard(True)
    h = Guard(False)
    total = 0
    try:
        for k in range(4):
            with g as a:
                try:
                    with h:
                        if k == i % 5:
                            continue
                        if i % 7 == 3 and k == 2:
                            break
                        if i % 11 == 4:
                            return g.seen + h.seen
                        if i % 13 == 5:
                            raise KeyError(i)
                        if i % 17 == 6:
                            {}[i]
                        total += k
                finally:
                    total += 100
        else:
            total += 5
    except ValueError:
        total += 1000
    finally:
        total += g.seen
        log.append(total)
    return total + h.seen
print(warm(nested), sum(log))
def loops(i):
    out = 0
    for a in range(3):
        while True:
            try:
                try:
                    out += 1
                    if out > i % 9:
                        break
                    if out % 2:
                        continue
                    out += 1
                finally:
                    out += 3
                    for x in (1, 2):
                        out += x
            except TypeError:
                pass
    return out
print(warm(loops))
def override(i):
    for k in range(3):
        try:
            try:
                if i % 2:
                    return 1
                [][i]
            finally:
                if i % 3 == 0:
                    return 2
                if i % 3 == 1:
                    break
        except IndexError:
            if i % 5 == 0:
                return 7
            continue
        finally:
            if i % 11 == 0:
                return 1000
    return 50
print(warm(override))
class E(Exception):
    def __init__(self, a):
        super().__init__(a)
        self.a = a
def thrower(i):
    if i % 3 == 0:
        raise E(i)
    if i % 3 == 1:
        raise E
    return i
def catcher(i):
    x = 1.5
    y = i
    try:
        try:
            y = thrower(i)
            x = x + 1
        except E as e:
            y = e.a
            raise
        except TypeError:
            y = -1
            x = 0.25
    except E as e:
        return e.args[0] * 2 + x
    else:
        x += y
    finally:
        log.append(x)
    return x + y
print(warm(catcher), sum(log))
def gen(n):
    for i in range(n):
        try:
            yield i
            if i % 2:
                continue
            [][i]
        except IndexError:
            yield -i
        finally:
            log.append(i)
print(warm(lambda i: sum(gen(i % 9))), sum(log))
def deep(n):
    if n == 0:
        raise E("bottom")
    try:
        return deep(n - 1)
    finally:
        n -= 1
def deeper(i):
    try:
        return deep(i % 20)
    except E as e:
        return len(e.a)
print(warm(deeper))
def unbound(i):
    try:
        if i > 70:
            z = 1
        return z
    except NameError:
        return 3
print(warm(unbound))
def stop(i):
    try:
        while i < 80:
            i += 1
            if i == 78:
                return i
            try:
                if i % 2:
                    continue
                if i % 3 == 0:
                    raise ValueError
            except ValueError:
                i += 1
                continue
            finally:
                i += 2
    finally:
        i = 0
    return -1
print(warm(stop))
`,
    // What micropython prints.
    `845.0 60
30695 28598
1679
7309
2405.0 29273.0
274 29797.0
360
180
-60
`,
  ),
  program(
    "an item stored by a method, in a function whose last local has no value",
    `
class Kept:
    def __setitem__(self, i, value):
        self.value = value
def put(x, i, value):
    try:
        x[i] = value
    except Exception as error:
        return 0
    return x.value
print(warm(lambda i: put(Kept(), 0, i)))
def cut(x, i, value):
    try:
        x[i:] = value
    except Exception as error:
        return 0
    return x.value
print(warm(lambda i: cut(Kept(), 0, i)), cut([1], 0, 1))
`,
    "1770\n1770 0\n",
  ),
];
