class Item:
    def __init__(self, name):
        self.name = name

    def __lt__(self, other):
        print(self.name, "<", other.name)
        return True

    def __gt__(self, other):
        print(self.name, ">", other.name)
        return True

    def __le__(self, other):
        print(self.name, "<=", other.name)
        return True

    def __ge__(self, other):
        print(self.name, ">=", other.name)
        return True


a, b = Item("a"), Item("b")
print([a] < [b], [a] > [b], [a] <= [b], [a] >= [b])
print((a,) < (b,), (a,) > (b,), (a,) <= (b,), (a,) >= (b,))
for compare in (lambda: [6] < ["a"], lambda: (6,) <= ("a",), lambda: [1, 6] > [1, "a"]):
    try:
        compare()
    except TypeError as e:
        print(e)
print([1, 2] < [1, 2, 3], [1, 2] <= [1, 2], [2] >= [1, 9], (1, 2) > (1,))
