for x in (5, None, len):
    try:
        for _ in x:
            pass
    except TypeError as e:
        print("TypeError:", e)
