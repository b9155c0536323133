for source in ("def f(a=1, b): pass", "def f(*, **k): pass", "def f(*a, *b): pass"):
    try:
        exec(source)
        print("accepted")
    except SyntaxError as e:
        print("SyntaxError:", e)
