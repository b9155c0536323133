for f in ("abc".partition, "abc".rpartition):
    try:
        f("")
    except ValueError as e:
        print("ValueError:", e)
