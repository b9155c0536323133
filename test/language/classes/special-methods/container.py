class Box:
    def __init__(self):
        self.d = {}
    def __getitem__(self, k):
        return self.d[k]
    def __setitem__(self, k, v):
        self.d[k] = v
    def __delitem__(self, k):
        del self.d[k]
    def __contains__(self, k):
        return k in self.d
    def __len__(self):
        return len(self.d)
b = Box()
b["x"] = 1
b["y"] = 2
del b["y"]
print(b["x"], len(b), "x" in b, "y" in b, "y" not in b)
