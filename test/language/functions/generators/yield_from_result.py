def a():
    x = yield 1
    return "got " + str(x)
def b():
    r = yield from a()
    yield r
it = b()
print(next(it), it.send(5))
