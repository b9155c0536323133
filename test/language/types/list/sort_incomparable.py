try:
    [1, "a"].sort()
except TypeError as e:
    print("TypeError:", e)
