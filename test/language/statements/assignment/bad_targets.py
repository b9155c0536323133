for source in ("1 = x", "f() = 1", "a + b = 1", "None = 1", "(a, 1) = 2", "'s' = 1"):
    try:
        compile(source, "", "exec")
        print(source, "compiles")
    except SyntaxError as e:
        print(source, "SyntaxError:", e)
