async def a():
    return 1
async def b():
    return await a() + await a()
try:
    b().send(None)
except StopIteration as e:
    print(e.value)
