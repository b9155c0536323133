d = {"a": 1}
d.update({"a": 2})
d.update([("b", 3)])
d.update(c=4)
d.update({"d": 5}, e=6)
d.update()
print(sorted(d.items()))
