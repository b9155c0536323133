print(sum([1, 2, 3]), sum([]), sum([1.5, 2]), sum([[1], [2]], []), sum((1, 2), 10))
try:
    sum(["a"])
except TypeError as e:
    print("TypeError:", e)
