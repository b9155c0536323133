def t(x):
    print(x, end=" ")
    return x
a = {1: {2: 0}}
a[t(1)][t(2)] = t(3)
print(a)
