try:
    "{a}".format(b=1)
except KeyError as e:
    print("KeyError:", e)
