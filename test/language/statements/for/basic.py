for x in [1, "a", None]:
    print(x)
for c in "hi":
    print(c)
