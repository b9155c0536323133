def g():
    yield from g()
try:
    list(g())
except RuntimeError as e:
    print("RuntimeError:", e)
