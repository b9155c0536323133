for op in ("1.0 / 0", "1.0 // 0.0", "1.0 % 0", "0.0 ** -1", "divmod(1.0, 0)"):
    try:
        print(eval(op))
    except ZeroDivisionError as e:
        print("ZeroDivisionError:", e)
