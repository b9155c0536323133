def f(x):
    try:
        r = 10 // x
    except ZeroDivisionError:
        r = "zero"
    else:
        r = ("ok", r)
    finally:
        print("finally")
    return r
print(f(0), f(5))
