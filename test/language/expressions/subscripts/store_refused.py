for x in (5, None, "a"):
    try:
        x[0] = 1
    except TypeError as e:
        print("TypeError:", e)
