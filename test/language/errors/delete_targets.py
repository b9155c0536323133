for s in ("del 1", "del f()", "del a + b", "del (a, 1)"):
    try:
        exec(s)
    except SyntaxError as e:
        print("SyntaxError:", e)
