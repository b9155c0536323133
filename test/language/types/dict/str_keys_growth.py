d = {"k" + str(i): i for i in range(200)}
print(len(d), d["k0"], d["k199"], sum(d.values()))
