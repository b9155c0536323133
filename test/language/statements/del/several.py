a = b = 1
d = {"x": 1, "y": 2}
l = [1, 2, 3]
del a, (b), d["x"], l[0], l[-1]
print(d, l)
