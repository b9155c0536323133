try:
    print("{} {}".format(1))
except IndexError as e:
    print("IndexError:", e)
try:
    print("{2}".format(1))
except IndexError as e:
    print("IndexError:", e)
