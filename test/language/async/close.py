class Tick:
    def __iter__(self):
        yield
    __await__ = __iter__
async def f():
    try:
        await Tick()
    finally:
        print("finally")
c = f()
c.send(None)
c.close()
