class D(dict):
    def __missing__(self, key):
        return "none for " + key
try:
    print(D()["a"])
except KeyError as e:
    print("KeyError:", e)
