# Closures: functions that remember, decorators, functions as values.


def counter(start=0):
    def advance(by=1):
        nonlocal start
        start += by
        return start

    return advance


def remembering(function):
    known = {}
    return lambda *args: known[args] if args in known else known.setdefault(args, function(*args))


@remembering
def paths(right, down):
    return 1 if right == 0 or down == 0 else paths(right - 1, down) + paths(right, down - 1)


def pipeline(*steps):
    def run(value):
        for step in steps:
            value = step(value)
        return value

    return run


tick = counter()
print(tick(), tick(), tick(10))
print(paths(16, 16))
print(pipeline(str.strip, str.upper, lambda text: text + "!")("  hello "))
print([make(3) for make in [lambda x, k=k: x * k for k in range(4)]])
