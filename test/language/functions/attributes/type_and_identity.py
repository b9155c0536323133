def f():
    pass
def gen():
    yield
print(type(f), type(gen), callable(f), f == f, f is f, bool(f))
