for x in (1, None, b"x", 1.5):
    try:
        "a" + x
    except TypeError as e:
        print("TypeError:", e)
