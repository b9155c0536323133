# Objects without a format of their own go through str().
class A:
    def __str__(self):
        return "an A"
print("{}".format(A()))
print("{} {} {}".format(None, True, [1, "x"]))
