try:
    try:
        raise ValueError
    except 5:
        print("no")
except Exception as e:
    print(type(e).__name__)
