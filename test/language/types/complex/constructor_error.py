for args in (("abc",), ([],), ("1", "2")):
    try:
        print(complex(*args))
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
