d = {"a": 1}
print(d.values(), list(d.values()), sum(d.values()), len(d.values()))
