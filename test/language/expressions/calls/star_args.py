def f(*args):
    return args
print(f(*[1, 2]), f(0, *"ab"), f(*(), *[3], 4, *range(2)))
