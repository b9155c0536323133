for x in ("abc", "", "1.2.3", None, [], "1e"):
    try:
        print(float(x))
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
