for s in ("{", "}", "{0", "{!"):
    try:
        print(s.format(1))
    except ValueError as e:
        print("ValueError:", e)
