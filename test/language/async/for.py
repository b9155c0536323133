class Count:
    def __init__(self, n):
        self.n = n
    def __aiter__(self):
        return self
    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n
async def f():
    async for x in Count(3):
        print(x)
    else:
        print("else")
try:
    f().send(None)
except StopIteration:
    print("done")
