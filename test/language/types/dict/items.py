d = {"a": 1}
print(d.items(), list(d.items()))
for k, v in d.items():
    print(k, v)
