print(dict(), dict({"a": 1}), dict([("b", 2)]), dict(c=3), dict([["d", 4]]))
print(sorted(dict({"a": 1}, b=2).items()))
