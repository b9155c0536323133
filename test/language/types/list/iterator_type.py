it = iter([1, 2])
print(next(it), list(it), next(it, "done"))
