class S:
    def __getitem__(self, i):
        return i.start, i.stop, i.step
s = S()
print(s[1:2:3], s[:], s["a":])
