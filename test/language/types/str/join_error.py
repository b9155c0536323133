for items in ([1, 2], ["a", None]):
    try:
        ",".join(items)
    except TypeError as e:
        print("TypeError:", e)
