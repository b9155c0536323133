for op in ("1j // 1", "1j % 1", "1j & 1"):
    try:
        eval(op)
    except TypeError as e:
        print("TypeError:", e)
