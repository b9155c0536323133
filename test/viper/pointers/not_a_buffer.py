@micropython.viper
def f(p: ptr8) -> int:
    return p[0]


for x in (None, [1], 1.5, print):
    try:
        f(x)
    except TypeError as error:
        print(error)
