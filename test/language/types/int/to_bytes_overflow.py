for n, size in ((256, 1), (2 ** 40, 4)):
    try:
        print(n.to_bytes(size, "big"))
    except OverflowError as e:
        print("OverflowError:", e)
