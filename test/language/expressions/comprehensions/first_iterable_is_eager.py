def source():
    print("evaluated")
    return [1]
g = (x for x in source())
print("made")
print(list(g))
