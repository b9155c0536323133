for source in ("nonlocal x", "def f():\n nonlocal x", "def f():\n x = 1\n global x"):
    try:
        exec(source)
        print("accepted")
    except SyntaxError as e:
        print("SyntaxError:", e)
