for a, b in [(1, 2), (3, 4)]:
    print(a + b)
for i, (k, v) in enumerate({"x": 1}.items()):
    print(i, k, v)
for a, *b in ["abc"]:
    print(a, b)
