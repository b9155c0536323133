for x in (5, "s", None, []):
    try:
        x.nope = 1
    except AttributeError as e:
        print("AttributeError:", e)
