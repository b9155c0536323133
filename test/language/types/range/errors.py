for args in ((1, 2, 0), ("a",), (1.5,), ()):
    try:
        range(*args)
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
