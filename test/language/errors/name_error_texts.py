def f():
    return never_set
def g():
    h = 1
    del h
    return h
for x in (f, g):
    try:
        x()
    except NameError as e:
        print(e)
