print(list("abc"), tuple("xy"))
print([c for c in ""])
it = iter("ab")
print(next(it), next(it))
try:
    next(it)
except StopIteration:
    print("stop")
