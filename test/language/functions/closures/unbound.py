def f():
    def g():
        return x
    try:
        g()
    except NameError as e:
        print("NameError:", e)
    x = 1
    print(g())
f()
