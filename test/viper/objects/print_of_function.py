@micropython.viper
def f():
    pass


print(f, type(f))
