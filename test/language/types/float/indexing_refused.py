try:
    [1, 2][1.0]
except TypeError as e:
    print("TypeError:", e)
