import micropython
print(micropython.opt_level())
micropython.opt_level(1)
exec("assert 0")
print(micropython.opt_level())
micropython.opt_level(0)
