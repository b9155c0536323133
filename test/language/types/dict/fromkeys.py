print(dict.fromkeys([1]), dict.fromkeys("a", 0), dict.fromkeys([]))
print(sorted(dict.fromkeys(range(3), "x").items()))
