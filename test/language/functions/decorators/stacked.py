def tag(name):
    def deco(f):
        print("decorate", name)
        return lambda: name + "(" + f() + ")"
    return deco
@tag("a")
@tag("b")
def f():
    return "f"
print(f())
