try:
    try:
        raise ValueError("again")
    except ValueError:
        print("seen")
        raise
except ValueError as e:
    print("caught", e)
