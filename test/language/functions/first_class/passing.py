def apply(f, *args):
    return f(*args)
print(apply(max, 1, 5), apply(lambda a, b: a * b, 3, 4), apply("x".join, "abc"))
table = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
print(table["+"](1, 2), table["-"](5, 3))
