d = {"x": 1, "y": 2, "a": 3}
d["x"] = 10
d.update({"y": 20, "b": 5})
print(list(d.items()))
