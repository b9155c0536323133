class Count:
    n = 0
    def __aiter__(self):
        return self
    async def __anext__(self):
        self.n += 1
        return self.n
async def f():
    async for x in Count():
        if x == 2:
            continue
        if x == 4:
            break
        print(x)
try:
    f().send(None)
except StopIteration:
    print("done")
