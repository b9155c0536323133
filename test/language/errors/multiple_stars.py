for s in ("*a, *b = c", "*a = [1]", "a = *b"):
    try:
        exec(s)
        print("accepted")
    except (SyntaxError, NameError) as e:
        print(type(e).__name__, e)
