for x in (ValueError, ValueError("m")):
    try:
        raise x
    except ValueError as e:
        print(repr(e), e.args)
