for s in ("break", "continue", "return", "def f():\n break", "class A:\n return 1", "while 1:\n def g():\n  break"):
    try:
        exec(s)
        print("accepted")
    except SyntaxError as e:
        print("SyntaxError:", e)
