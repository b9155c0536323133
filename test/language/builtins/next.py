it = iter([1])
print(next(it), next(it, "default"))
try:
    next(it)
except StopIteration as e:
    print("StopIteration", e.value)
try:
    next([])
except TypeError as e:
    print("TypeError:", e)
