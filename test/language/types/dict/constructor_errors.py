for arg in (5, [1], [(1, 2, 3)]):
    try:
        dict(arg)
    except (TypeError, ValueError) as e:
        print(type(e).__name__ + ":", e)
