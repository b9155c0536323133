class C:
    def __enter__(self):
        return self
    def __exit__(self, t, v, tb):
        print(t is KeyError, v.args)
        return True
with C():
    raise KeyError("k")
