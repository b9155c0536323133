for args in ((1, 2), ("a", 1, {}), (1, (), {})):
    try:
        type(*args)
    except TypeError as e:
        print("TypeError:", e)
