for args in (("abc",), (["a"],), (None,)):
    try:
        print(bytearray(*args))
    except TypeError as e:
        print("TypeError:", e)
