print("abc".replace(0, None, 0), b"abc".replace("a", 1, 0), "abc".replace("b", "x", 0))
try:
    "abc".replace(0, "x")
except TypeError as e:
    print(e)
