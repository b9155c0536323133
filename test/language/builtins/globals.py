g = globals()
g["made"] = 5
print(made, g["__name__"])
