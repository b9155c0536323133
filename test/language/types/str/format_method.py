print("{} {}".format(1, 2))
print("{1} {0} {1}".format("a", "b"))
print("{x} {y}".format(y=2, x=1))
print("{{}} {}".format("brace"))
