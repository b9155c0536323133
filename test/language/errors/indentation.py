for s in ("if 1:\nx", " x = 1", "if 1:\n  x = 1\n y = 2", "if 1:\n"):
    try:
        exec(s)
    except SyntaxError as e:
        print(type(e).__name__, e)
