class Pause:
    def __init__(self, x):
        self.x = x
    def __iter__(self):
        got = yield self.x
        return got
    __await__ = __iter__
async def f():
    r = await Pause("asked")
    return "got " + r
c = f()
print(c.send(None))
try:
    c.send("answer")
except StopIteration as e:
    print(e.value)
