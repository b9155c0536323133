def t(x):
    print(x, end=" ")
    return x
print(t(1) + t(2) * t(3) - t(4))
