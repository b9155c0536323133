while True:
    try:
        raise ValueError
    except ValueError:
        print("breaking")
        break
print("out")
