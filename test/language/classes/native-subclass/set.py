class S(set):
    def add_all(self, *xs):
        for x in xs:
            self.add(x)
s = S()
s.add_all(1, 2, 1)
print(len(s), 2 in s, sorted(s))
