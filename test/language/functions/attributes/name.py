def f():
    pass
g = f
print(f.__name__, g.__name__, (lambda: 1).__name__)
