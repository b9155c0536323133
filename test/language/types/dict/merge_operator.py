a = {"x": 1, "y": 2}
b = {"y": 3, "z": 4}
print(sorted((a | b).items()))
a |= b
print(sorted(a.items()))
