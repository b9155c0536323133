class Base:
    def f(self):
        raise NotImplementedError("f")
try:
    Base().f()
except RuntimeError as e:
    print(type(e).__name__, e)
