class S:
    def __getitem__(self, i):
        return i
s = S()
print(s[1:2], s[:], s[::3], s[1:2, 3], s[...], s[-1])
