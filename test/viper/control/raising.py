@micropython.viper
def f(n: int):
    if n == 0:
        raise ValueError
    if n == 1:
        raise ValueError("one", n)
    if n == 2:
        raise OSError(5)
    assert n != 3, "three"


for n in range(5):
    try:
        print(f(n))
    except Exception as error:
        print(type(error).__name__, error.args)
