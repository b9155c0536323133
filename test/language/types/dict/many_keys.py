d = {}
for i in range(500):
    d[i * 17] = i
for i in range(0, 500, 2):
    del d[i * 17]
print(len(d), d[17], 34 in d, sum(d.values()))
