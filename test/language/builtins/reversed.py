print(list(reversed([1, 2, 3])), list(reversed("ab")), list(reversed((1,))), list(reversed(range(3))))
try:
    reversed(5)
except TypeError as e:
    print("TypeError:", e)
