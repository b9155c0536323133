try:
    a, *b, c = [1]
except ValueError as e:
    print("ValueError:", e)
