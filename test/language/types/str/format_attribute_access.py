# MicroPython looks attributes up and refuses what it does not know.
class P:
    x = 3
try:
    print("{0.x}".format(P()))
except (NotImplementedError, ValueError) as e:
    print("attributes not supported")
