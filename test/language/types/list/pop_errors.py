for a, args in (([], ()), ([1], (5,)), ([1], ("a",))):
    try:
        a.pop(*args)
    except (IndexError, TypeError) as e:
        print(type(e).__name__ + ":", e)
