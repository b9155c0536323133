e = ValueError("same")
for _ in range(2):
    try:
        raise e
    except ValueError as x:
        print(x is e)
