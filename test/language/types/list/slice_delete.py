a = list(range(8))
del a[2:4]
print(a)
del a[-1:]
print(a)
del a[:]
print(a)
