d = {"a": 1}
d.__setitem__("b", 2)
print(d.__getitem__("b"))
d.__delitem__("a")
print(d)
