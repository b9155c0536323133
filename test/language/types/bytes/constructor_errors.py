for args in (("abc",), ([256],), ([-1],), (["a"],)):
    try:
        print(bytes(*args))
    except (TypeError, ValueError) as e:
        print(type(e).__name__ + ":", e)
