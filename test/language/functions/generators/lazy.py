def g():
    print("started")
    yield 1
    print("resumed")
it = g()
print("created")
next(it)
print(list(it))
