for f in (bin, oct, hex):
    try:
        print(f("a"))
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
