print(len(""), len([1]), len({}), len({1}), len(range(4)), len(b"ab"), len((1, 2)))
try:
    len(5)
except TypeError as e:
    print("TypeError:", e)
