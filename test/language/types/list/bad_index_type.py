for i in ("0", None, 1.0):
    try:
        [1][i]
    except TypeError as e:
        print("TypeError:", e)
