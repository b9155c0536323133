import gc


@micropython.viper
def f(n: int):
    kept = [n]
    for i in range(10):
        other = [i, [i]]
        gc.collect()
        kept = [kept, str(i) + str("x"), other]
        gc.collect()
    return kept


@micropython.viper
def nested(n: int):
    return [[str(n), "a"], [[str(n), "b"], ([str(n), "c"], str(gc.collect())[0:0])], [str(n), "d"]]


@micropython.viper
def in_try(n: int):
    try:
        first = [str(n)]
        gc.collect()
        second = [first, str(n + 1)]
        gc.collect()
        raise ValueError(second)
    except ValueError:
        gc.collect()
        return second, first


print(f(1))
print(nested(3))
print(in_try(5))
