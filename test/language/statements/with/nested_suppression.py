class C:
    def __init__(self, ok):
        self.ok = ok
    def __enter__(self):
        pass
    def __exit__(self, t, v, tb):
        print(t is not None)
        return self.ok
with C(True):
    with C(False):
        raise KeyError
print("done")
