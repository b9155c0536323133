d = {"a": 1}
print(d.pop("a"), d, d.pop("a", "default"))
try:
    d.pop("a")
except KeyError as e:
    print("KeyError:", e)
