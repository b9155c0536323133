def f():
    a = 1
    del a
    try:
        return a
    except NameError as e:
        print("NameError:", e)
f()
