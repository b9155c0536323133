for f in (lambda: len(), lambda: len(1, 2), lambda: abs(), lambda: [].append(), lambda: "".join()):
    try:
        f()
    except TypeError as e:
        print("TypeError:", e)
