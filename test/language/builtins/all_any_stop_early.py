def t(x):
    print(x, end=" ")
    return x
print(all(t(x) for x in (1, 0, 2)), any(t(x) for x in (0, 3, 4)))
