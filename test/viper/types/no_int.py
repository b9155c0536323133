@micropython.viper
def f(x: int) -> int:
    return x


class Own:
    def __int__(self):
        return 77


for x in ("text", 1.5, None, [], Own, print):
    try:
        print(f(x))
    except TypeError as error:
        print(error)
print(f(Own()))
