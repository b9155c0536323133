def f(x):
    print("f", x)
    return x
m = map(f, [1, 2])
print("made")
print(next(m))
