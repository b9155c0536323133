# The iterator protocol, containers of one's own, and the built-ins that use them.


class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return CountdownIterator(self.start)

    def __len__(self):
        return self.start

    def __contains__(self, value):
        return 0 < value <= self.start

    def __getitem__(self, index):
        if isinstance(index, slice):
            return list(self)[index]
        if not 0 <= index < self.start:
            raise IndexError(index)
        return self.start - index


class CountdownIterator:
    def __init__(self, value):
        self.value = value

    def __iter__(self):
        return self

    def __next__(self):
        if self.value == 0:
            raise StopIteration
        self.value -= 1
        return self.value + 1


five = Countdown(5)
print(list(five), len(five), 3 in five, 9 in five, five[1], five[1:4:2])
print(max(five), sum(five), sorted(five), tuple(map(lambda x: x * x, five)))
print(list(zip(five, "abc")), list(filter(lambda x: x % 2, five)))
first, *rest = five
print(first, rest)
iterator = iter(five)
print(next(iterator), next(iterator), list(iterator), next(iterator, "done"))
