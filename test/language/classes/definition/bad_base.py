for base in (5, "s", None):
    try:
        class A(base):
            pass
    except TypeError as e:
        print("TypeError:", e)
