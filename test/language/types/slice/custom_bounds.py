class Index:
    def __setitem__(self, i, v):
        print("set", i, v)
    def __delitem__(self, i):
        print("del", i)
x = Index()
x[1:2] = 5
del x[::2]
x["k"] = None
