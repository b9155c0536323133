def twice(f):
    def g(*args):
        return f(*args) * 2
    return g
@twice
def add(a, b):
    return a + b
print(add(1, 2))
