class C:
    async def __aenter__(self):
        pass
    async def __aexit__(self, t, v, tb):
        print(t is KeyError)
        return True
async def f():
    async with C():
        raise KeyError
    return "survived"
try:
    f().send(None)
except StopIteration as e:
    print(e.value)
