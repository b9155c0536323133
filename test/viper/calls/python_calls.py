def python(a, b=2, *rest, c=3, **others):
    return (a, b, rest, c, others)


@micropython.viper
def f(n: int):
    return [
        python(n),
        python(n, n + 1),
        python(n, 1, 2, c=n),
        python(a=n, d=4),
        python(*[1, 2, 3], **{"c": 5}),
        python(n, *(7, 8)),
    ]


for row in f(1):
    print(row)
