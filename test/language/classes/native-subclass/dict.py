class D(dict):
    def __getitem__(self, k):
        return "item " + str(super().__getitem__(k))
d = D(a=1)
d["b"] = 2
print(d["a"], d.get("b"), len(d), sorted(d.keys()))
