def g():
    yield 1
it = g()
next(it)
try:
    it.throw(KeyError("k"))
except KeyError as e:
    print("KeyError", e)
print(list(it))
