@micropython.viper
def f(n: int):
    order = []
    try:
        try:
            if n > 0:
                raise KeyError(n)
            order.append("no error")
        except KeyError :
            order.append("caught")
            if n > 1:
                raise
        finally:
            order.append("inner")
    except KeyError:
        order.append("again")
    finally:
        order.append("outer")
    return order


print(f(0), f(1), f(2))
