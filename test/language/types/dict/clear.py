d = {1: 2}
e = d
d.clear()
print(d, e, len(e))
