def g():
    yield 1
    yield 2
it = g()
print(next(it), next(it))
try:
    next(it)
except StopIteration as e:
    print("StopIteration", e.args)
