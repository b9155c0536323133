for fmt, arg in (("%d", "x"), ("%s %s", ("a",)), ("%s", ("a", "b")), ("%z", 1), ("%", 1)):
    try:
        print(fmt % arg)
    except (TypeError, ValueError) as e:
        print(type(e).__name__ + ":", e)
