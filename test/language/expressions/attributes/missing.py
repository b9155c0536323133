for x in (5, "s", None, [], len):
    try:
        x.nope
    except AttributeError as e:
        print("AttributeError:", e)
