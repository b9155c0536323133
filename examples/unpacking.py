# Unpacking: starred targets, swapped names, arguments of every kind.


def describe(first, second=2, *rest, key, other="o", **more):
    return first, second, rest, key, other, sorted(more.items())


head, *middle, tail = "letters"
print(head, middle, tail)
(a, b), [c, *d] = (1, 2), range(3, 7)
print(a, b, c, d)
a, b = b, a
print(a, b)
for index, (name, value) in enumerate([("x", 1), ("y", 2)], 1):
    print(index, name, value)

numbers = [1, 2, 3, 4]
options = {"key": "k", "extra": True}
print(describe(*numbers, **options))
print(describe(*numbers[:1], *"ab", key=0, **{"z": 26}))
if (size := len(numbers)) > 3:
    print("walrus", size)
print(sorted(dict(options, key="new").items(), key=str))
