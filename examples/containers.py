# Containers: named tuples, queues with two ends, ordered dicts, sets, slices.

from collections import OrderedDict, deque, namedtuple

Point = namedtuple("Point", ("x", "y"))
path = [Point(0, 0), Point(3, 4), Point(x=6, y=0)]
print(path[1], path[1].x, tuple(path[2]))
print(sum(((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5 for a, b in zip(path, path[1:])))

recent = deque((), 3)
for word in "one two three four five".split():
    recent.append(word)
print(list(recent), recent.popleft(), len(recent))

stock = OrderedDict([("pear", 3), ("apple", 5)])
stock["fig"] = 1
stock["pear"] -= 1
print(list(stock.items()), stock.popitem())

odd, prime = {1, 3, 5, 7, 9}, {2, 3, 5, 7}
print(sorted(odd & prime), sorted(odd | prime), sorted(odd - prime), sorted(odd ^ prime))
print(odd >= {1, 9}, odd.isdisjoint({4}), frozenset((1, 2)) == {2, 1})

numbers = list(range(10))
numbers[2:5] = ["x"]
print(numbers, numbers[::-2])
numbers.insert(1, "y")
numbers.remove("x")
numbers.reverse()
print(numbers, numbers.index("y"), numbers.pop(), numbers.count(9))
