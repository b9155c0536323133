try:
    "abc".strip(None)
except TypeError as e:
    print("TypeError:", e)
