for f in (lambda: 1 + "a", lambda: 1 - None, lambda: 1 & 1.5, lambda: [] // 2):
    try:
        f()
    except TypeError as e:
        print("TypeError:", e)
