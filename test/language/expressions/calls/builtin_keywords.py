print(sorted([3, 1, 2], reverse=True), "a,b".split(","), max([1, 5, 3], key=lambda x: -x))
print("x", "y", sep="-", end="!\n")
