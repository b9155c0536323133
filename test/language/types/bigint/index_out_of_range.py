try:
    [1, 2, 3][2 ** 70]
except (IndexError, OverflowError) as e:
    print(type(e).__name__)
