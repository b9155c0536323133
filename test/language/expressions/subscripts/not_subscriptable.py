for x in (5, None, len, 1.5):
    try:
        x[0]
    except TypeError as e:
        print("TypeError:", e)
