import m, sys
print(__name__, m.name, m.__name__, "m" in sys.modules)
