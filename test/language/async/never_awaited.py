async def f():
    print("never")
c = f()
print(type(c).__name__)
c.close()
