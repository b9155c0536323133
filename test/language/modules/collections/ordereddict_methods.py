from collections import OrderedDict

d = OrderedDict([("b", 1), ("a", 2)])
print(d.get("a"), d.get("x", 0), d.setdefault("c", 3), d.setdefault("a", 9))
print(list(d.keys()), list(d.values()), list(d.items()))
print(d.pop("b"), d.pop("zz", None), d)
d.update({"z": 26})
d.__setitem__("y", 25)
d.__delitem__("z")
print(d.__getitem__("y"), d)
other = d.copy()
d.clear()
print(d, other, type(other) is OrderedDict)
print(OrderedDict.fromkeys(["q", "p"], 0))
