def f():
    pass
try:
    f.x = 1
except AttributeError as e:
    print("AttributeError:", e)
