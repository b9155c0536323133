def f():
    pass
def g():
    return
print(f(), g(), [].append(1), print())
