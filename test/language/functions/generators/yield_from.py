def a():
    yield 1
    yield 2
def b():
    yield 0
    yield from a()
    yield from [3, 4]
    yield from "x"
print(list(b()))
