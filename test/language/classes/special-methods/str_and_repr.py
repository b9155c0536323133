class A:
    def __str__(self):
        return "str"
    def __repr__(self):
        return "repr"
a = A()
print(a, repr(a), [a], "%s %r" % (a, a), "{} {!r}".format(a, a), f"{a}")
