from collections import OrderedDict
d = OrderedDict([("z", 1), ("a", 2)])
d["m"] = 3
d["z"] = 9
print(d, list(d), d.popitem())
