for x in (5, [1, None]):
    try:
        sorted(x)
    except TypeError as e:
        print("TypeError:", e)
