# A stack machine whose faults are exceptions: raised, caught, re-raised, cleaned up.
# Exercises try/except/else/finally, with, custom classes, deep unwinding.

N = 110000
EXPECTED = [494994, -31165, 110000, 46703, 110000, 12572, 12131, 22000]


class Fault(Exception):
    pass


class Underflow(Fault):
    def __init__(self, depth):
        super().__init__(depth)
        self.depth = depth


class Guard:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log["entered"] += 1
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            self.log["failed"] += 1
        return kind is KeyError


def pop(stack):
    if not stack:
        raise Underflow(len(stack))
    return stack.pop()


def execute(stack, code):
    for op in code:
        try:
            if op >= 0:
                stack.append(op)
            elif op == -1:
                stack.append(pop(stack) + pop(stack))
            elif op == -2:
                stack.append(pop(stack) // pop(stack))
            else:
                raise Fault(op)
        except ZeroDivisionError:
            stack.append(0)
    return pop(stack)


def descend(depth):
    if depth == 0:
        raise Fault("bottom")
    try:
        return descend(depth - 1)
    finally:
        depth -= 1


def classify(log, i):
    try:
        with Guard(log):
            if i % 5 == 0:
                return {}[i]
            if i % 7 == 0:
                return [][i]
            if i % 11 == 0:
                return i.nothing
            return int("x" if i % 13 == 0 else str(i))
    except IndexError:
        log["index"] += 1
    except (AttributeError, ValueError) as error:
        log["other"] += len(str(error)) > 0
    else:
        log["passed"] += 1
    finally:
        log["finished"] += 1


def run(n):
    log = {"entered": 0, "failed": 0, "index": 0, "other": 0, "passed": 0, "finished": 0}
    faults = 0
    total = 0
    codes = ((1, 2, -1), (1, -1), (4, 0, -2), (0, 4, -2), (3, -3), (7, 8, 9, -1, -1))
    for i in range(n):
        try:
            total += execute([], codes[i % 6])
        except Underflow as fault:
            faults += 1 + fault.depth
        except Fault as fault:
            faults += fault.args[0]
        classify(log, i)
        if i % 20 == 0:
            try:
                descend(15)
            except Fault:
                faults += 1
    return [total, faults] + [log[key] for key in sorted(log)]
