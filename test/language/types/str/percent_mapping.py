d = {"name": "Ann", "age": 30}
print("%(name)s is %(age)d" % d)
print("%(age)05d" % d)
try:
    "%(nope)s" % d
except KeyError as e:
    print("KeyError:", e)
