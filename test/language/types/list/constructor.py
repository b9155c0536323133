print(list(), list("abc"), list((1, 2)), list(range(3)), list({5: 6}), list(x * x for x in range(4)))
try:
    list(5)
except TypeError as e:
    print("TypeError:", e)
