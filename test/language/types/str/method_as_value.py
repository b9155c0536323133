up = "abc".upper
print(up())
print(list(map(str.upper, ["x", "y"])))
print(str.join("-", ["a", "b"]))
