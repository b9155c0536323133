# Special methods that an instruction calls nest as deeply as plain calls do.
class A:
    def __getitem__(self, i):
        return 0 if i == 0 else self[i - 1] + 1

    def __add__(self, i):
        return 0 if i == 0 else 1 + (self + (i - 1))

    def __lt__(self, i):
        return i == 0 or self < i - 1

    def __setitem__(self, i, value):
        if i != 0:
            self[i - 1] = value

    @property
    def depth(self):
        global left
        left -= 1
        return 0 if left == 0 else self.depth + 1


class B:
    def __getitem__(self, i):
        return self[i + 1]


a = A()
left = 600
a[600] = 1
print(a[600], a + 600, a < 600, a.depth)
try:
    B()[0]
except RuntimeError as e:
    print(e)
