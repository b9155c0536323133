class C:
    async def __aenter__(self):
        print("enter")
        return "v"
    async def __aexit__(self, *a):
        print("exit", a[0])
async def f():
    async with C() as v:
        print(v)
try:
    f().send(None)
except StopIteration:
    print("done")
