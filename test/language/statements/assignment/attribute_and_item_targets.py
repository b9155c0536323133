class A:
    pass
a = A()
d = [0, 0]
a.x, d[1] = 1, 2
for d[0] in range(3):
    pass
print(a.x, d)
