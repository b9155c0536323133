# Generators: endless sequences, delegation, values sent in, cleaning up.


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(count, source):
    for _, value in zip(range(count), source):
        yield value


def flatten(nested):
    for item in nested:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


def running_average():
    total = count = 0
    average = None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


def guarded(log):
    try:
        yield "open"
        yield "still open"
    finally:
        log.append("closed")


print(list(take(12, fibonacci())))
print(list(flatten([1, [2, [3, 4]], [], [[5]]])))
average = running_average()
next(average)
print([average.send(value) for value in (10, 20, 60)])
log = []
door = guarded(log)
print(next(door), log)
door.close()
print(log, sum(x * x for x in range(10) if x % 2))
