def a():
    try:
        yield 1
    except ValueError:
        yield "handled"
def b():
    yield from a()
    yield "after"
it = b()
next(it)
print(it.throw(ValueError), next(it))
