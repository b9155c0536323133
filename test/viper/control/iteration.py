@micropython.viper
def total(items) -> int:
    result = 0
    for x in items:
        result += int(x)
    return result


@micropython.viper
def pairs(items):
    found = []
    for i, (a, b) in enumerate(items):
        found.append((i, b, a))
    return found


def generated():
    yield 1
    yield 20


print(total([1, 2, 3]), total({5: 1, 6: 2}), total(generated()), total(b"\1\2"), total(()))
print(pairs([("a", "b"), ("c", "d")]))
try:
    total(5)
except TypeError as error:
    print(error)
