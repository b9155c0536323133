d = {}
for i in range(500):
    d[i] = i
for i in range(0, 500, 2):
    del d[i]
for i in range(0, 500, 4):
    d[i] = -i
print(len(d), sum(d.values()), [k for k in d if k < 10], 2 in d, 4 in d)
