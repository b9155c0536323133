for x in (5, "s", None, int):
    try:
        raise x
    except TypeError as e:
        print("TypeError:", e)
