for f in (lambda: 1 + "", lambda: "" + 1, lambda: [] + 1, lambda: {} + {}, lambda: None + 1, lambda: -"a", lambda: ~1.5):
    try:
        f()
    except TypeError as e:
        print(e)
