for base in (bool, type(None), range, type(len)):
    try:
        class X(base):
            pass
        print("accepted", base.__name__)
    except TypeError as e:
        print("TypeError:", e)
