a = []
print(a.append(1))
a.append([2])
a.append(a[0])
print(a)
