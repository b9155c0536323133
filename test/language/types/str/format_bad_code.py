try:
    "{:d}".format("x")
except ValueError as e:
    print("ValueError:", e)
try:
    "{:s}".format(1)
except ValueError as e:
    print("ValueError:", e)
