# Functions that make functions: counters, composition, decorators, map and filter,
# keyword and star arguments, default values.

N = 110000
EXPECTED = [261958, 220000, 55054, True]


def make_counter(step):
    count = 0

    def advance(by=1):
        nonlocal count
        count += by * step
        return count

    return advance


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value

    return composed


def counted(function):
    def wrapper(*args, **keywords):
        wrapper_calls[0] += 1
        return function(*args, **keywords)

    wrapper_calls = [0]
    return wrapper, wrapper_calls


def weigh(value, *more, scale=1, offset=0):
    for extra in more:
        value += extra
    return (value * scale + offset) % 10007


def curry(function, first):
    return lambda second, third=3: function(first, second, third)


def run(n):
    counters = [make_counter(step) for step in range(1, 5)]
    pipeline = compose(lambda x: x + 3, lambda x: x * 7, lambda x: x % 1009)
    weighed, calls = counted(weigh)
    curried = curry(weigh, 11)
    total = 0
    for i in range(n):
        for counter in counters:
            total += counter()
        total += counters[i & 3](by=2)
        total += pipeline(i)
        total += weighed(i, 1, 2, scale=3)
        total += weighed(i, offset=i)
        total += curried(i) + curried(i, third=5)
        total %= 1000003
    evens = list(filter(lambda x: x % 2 == 0, map(pipeline, range(n))))
    return [total, calls[0], len(evens), any(map(lambda x: x > 1000, evens))]
