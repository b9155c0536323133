for x in (0, 1):
    try:
        y = 1 / x
    except ZeroDivisionError:
        print("except")
    else:
        print("else", y)
