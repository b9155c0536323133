fs = [lambda: i for i in range(3)]
print([f() for f in fs])
n = 10
print([n + i for i in range(3)])
