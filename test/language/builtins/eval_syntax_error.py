for s in ("", "1 +", "x = 1", "1 2", ")"):
    try:
        eval(s)
    except SyntaxError as e:
        print("SyntaxError:", e)
