def echo():
    got = None
    while True:
        got = yield got
        if got == "stop":
            return
it = echo()
print(next(it), it.send(1), it.send("a"), it.send(None))
try:
    it.send("stop")
except StopIteration:
    print("stopped")
