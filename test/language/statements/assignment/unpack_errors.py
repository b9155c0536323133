for v in ([1], [1, 2, 3], 5, None):
    try:
        a, b = v
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
