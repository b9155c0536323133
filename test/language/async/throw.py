class Tick:
    def __iter__(self):
        yield
    __await__ = __iter__
async def f():
    try:
        await Tick()
    except ValueError as e:
        return "caught " + str(e)
c = f()
c.send(None)
try:
    c.throw(ValueError("v"))
except StopIteration as e:
    print(e.value)
