for s in ("f(a=1, 2)", "f(**k, *a)", "f(1=2)", "f(a.b=1)"):
    try:
        exec(s)
        print("accepted")
    except (SyntaxError, NameError) as e:
        print(type(e).__name__, e)
