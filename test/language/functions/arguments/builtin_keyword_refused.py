try:
    len(x=1)
except TypeError as e:
    print("TypeError:", e)
