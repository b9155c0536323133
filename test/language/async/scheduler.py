class Tick:
    def __iter__(self):
        yield
    __await__ = __iter__
async def worker(name, n):
    for i in range(n):
        print(name, i)
        await Tick()
queue = [worker("a", 2), worker("b", 3)]
while queue:
    t = queue.pop(0)
    try:
        t.send(None)
        queue.append(t)
    except StopIteration:
        pass
