for k in ([], {}, set()):
    try:
        {}[k] = 1
    except TypeError as e:
        print("TypeError:", e)
