try:
    1 / 0
except ZeroDivisionError:
    print("caught")
try:
    [][0]
except (KeyError, IndexError) as e:
    print("either", type(e))
