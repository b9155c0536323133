try:
    class X(list, dict):
        pass
except TypeError as e:
    print("TypeError:", e)
