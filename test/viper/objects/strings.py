@micropython.viper
def f(name, n: int):
    return f"{name}: {n + 1}", "%s %d" % (name, n), name.upper(), "{}".format(n)


print(f("x", 4))
