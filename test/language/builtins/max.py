print(max(1, 5, 3), max([1, 7]), max("abc"), max([], default=9), max("bb", "a", key=len))
try:
    max([])
except ValueError as e:
    print("ValueError:", e)
