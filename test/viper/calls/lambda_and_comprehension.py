@micropython.viper
def f(n: int):
    squares = [i * i for i in range(n)]
    table = {k: v for k, v in zip("abc", squares)}
    odd = {x for x in squares if x}
    add = lambda a, b: a + b
    return squares, table, sorted(odd), add(n, 1)


print(f(4))
