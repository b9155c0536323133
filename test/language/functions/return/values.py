def f(x):
    if x == 1:
        return
    if x == 2:
        return 1, 2
    if x == 3:
        return (yielded for yielded in [3])
print(f(0), f(1), f(2), list(f(3)))
