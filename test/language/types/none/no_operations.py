for op in ("None + 1", "None < None", "len(None)", "None[0]", "None()", "None.x", "for_none()"):
    def for_none():
        for _ in None:
            pass
    try:
        eval(op)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__ + ":", e)
