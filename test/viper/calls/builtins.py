@micropython.viper
def f(items):
    n = len(items)
    return [n, sum(items), max(items), sorted(items), list(map(str, items)), abs(-5), min(3, n)]


@micropython.viper
def length(items) -> int:
    return int(len(items)) * 10


print(f([3, 1, 2]), length("four"))
