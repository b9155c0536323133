for s in ("x = ", "if 1 print(2)", "for in x: pass", "def f(: pass", "class : pass", "(1", "[1, 2", "'abc", "a b", "1 = 2", "import", "x +* 2"):
    try:
        exec(s)
    except SyntaxError as e:
        print(repr(s), e)
