x = 5
def f():
    pass
print(f.__globals__["x"], f.__globals__ is globals())
