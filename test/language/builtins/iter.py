it = iter([1, 2])
print(next(it), iter(it) is it, list(it))
try:
    iter(5)
except TypeError as e:
    print("TypeError:", e)
