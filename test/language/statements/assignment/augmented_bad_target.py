for source in ("a, b += 1", "[a] += 1", "f() += 1"):
    try:
        exec(source)
    except SyntaxError as e:
        print(source, "SyntaxError:", e)
