try:
    try:
        raise ValueError("x")
    except (KeyError, TypeError):
        print("no")
except Exception as e:
    print(type(e).__name__, e)
