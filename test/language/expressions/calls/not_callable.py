for x in (5, "a", None, []):
    try:
        x()
    except TypeError as e:
        print("TypeError:", e)
