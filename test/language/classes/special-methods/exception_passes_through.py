class A:
    def __add__(self, o):
        raise ValueError("from add")
    def __len__(self):
        raise KeyError("from len")
for f in (lambda: A() + 1, lambda: len(A()), lambda: bool(A())):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
