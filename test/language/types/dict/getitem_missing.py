d = {"a": 1}
for k in ("b", 3, (1, 2), None):
    try:
        d[k]
    except KeyError as e:
        print("KeyError:", e, e.args)
