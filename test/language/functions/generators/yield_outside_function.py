for source in ("yield 1", "class A:\n yield 1", "yield from []", "await x", "return 1"):
    try:
        exec(source)
    except SyntaxError as e:
        print("SyntaxError:", e)
