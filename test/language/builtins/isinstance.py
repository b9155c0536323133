print(isinstance(1, int), isinstance("a", (int, str)), isinstance([], tuple), isinstance(int, type))
try:
    isinstance(1, 5)
except TypeError as e:
    print("TypeError:", e)
