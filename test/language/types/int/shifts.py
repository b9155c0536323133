print(1 << 10, 1024 >> 3, -1 >> 5, -16 >> 2, 5 >> 100, -5 >> 100)
for f in (lambda: 1 << -1, lambda: 1 >> -1):
    try:
        f()
    except ValueError as e:
        print("ValueError:", e)
