for args in (("abc",), ("",), ("12a",), ("0x10",), ("9", 8), ("1.5",), (None,), ([],)):
    try:
        print(int(*args))
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
