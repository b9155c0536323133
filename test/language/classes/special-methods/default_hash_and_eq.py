class A:
    pass
a = A()
b = A()
print(a == a, a == b, a != b, len({a, b, a}), hash(a) == hash(a))
