class A:
    pass
for f in (lambda: A() + 1, lambda: 1 + A(), lambda: -A(), lambda: A() < A(), lambda: A()[0], lambda: len(A()), lambda: A()(), lambda: iter(A()), lambda: 1 in A()):
    try:
        f()
    except TypeError as e:
        print("TypeError:", e)
