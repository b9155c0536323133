def count():
    yield 1
    yield 2


g = count()
print(g.__next__(), g.__next__())
try:
    g.__next__()
except StopIteration as e:
    print(e.value)
