@micropython.viper
def add(a, b):
    return a + b


@micropython.viper
def attribute(a):
    return a.nothing


@micropython.viper
def item(a, b):
    return a[b]


@micropython.viper
def unknown():
    return not_there


for call in (
    lambda: add(1, "a"),
    lambda: attribute(1),
    lambda: item([], 0),
    lambda: item({}, "k"),
    lambda: add([], 1),
    unknown,
):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
