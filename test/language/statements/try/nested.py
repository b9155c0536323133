try:
    try:
        raise ValueError("inner")
    except KeyError:
        print("wrong")
    finally:
        print("inner finally")
except ValueError as e:
    print("outer", e)
