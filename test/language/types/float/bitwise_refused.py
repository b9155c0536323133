for op in ("1.0 & 1", "1.0 << 1", "2 | 1.0", "1.0 ^ 1.0"):
    try:
        eval(op)
    except TypeError as e:
        print("TypeError:", e)
