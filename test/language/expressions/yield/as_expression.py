def g():
    x = yield 1
    y = (yield x) or "none"
    print("got", x, y)
it = g()
print(next(it))
print(it.send("a"))
print(next(it, "end"))
