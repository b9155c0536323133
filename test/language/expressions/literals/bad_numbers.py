for source in ("0x", "1__0", "08", "0b2", "1e", "12abc"):
    try:
        print(source, eval(source))
    except SyntaxError as e:
        print(source, "SyntaxError")
