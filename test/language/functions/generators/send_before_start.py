def g():
    yield
try:
    g().send(1)
except TypeError as e:
    print("TypeError:", e)
