@micropython.viper
def f():
    import math
    from array import array as made

    return math.floor(2.5), made("b", [1])


print(f())
