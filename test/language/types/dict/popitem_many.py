d = {}
for i in range(3000):
    d[i] = -i
    if i % 3:
        d.popitem()
print(len(d), all(d[k] == -k for k in d), sum(d))
while len(d) > 5:
    d.popitem()
d["a"] = 1
print(d, 9 in d, 15 in d, 2997 in d)
