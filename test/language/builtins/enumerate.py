print(list(enumerate("ab")), list(enumerate([1], 5)), list(enumerate("x", start=-1)))
it = enumerate("q")
print(next(it), next(it, None))
