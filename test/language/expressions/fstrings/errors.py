for source in ("f'{'", "f'{a b}'", "f'{1!x}'", "f'}}{{'"):
    try:
        print(eval(source))
    except SyntaxError as e:
        print(source, "SyntaxError:", e)
