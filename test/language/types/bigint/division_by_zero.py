a = 10 ** 30
for f in (lambda: a // 0, lambda: a % 0, lambda: a / 0):
    try:
        f()
    except ZeroDivisionError as e:
        print("ZeroDivisionError:", e)
