class A:
    def __init__(self, x):
        pass
class B:
    pass
for f in (lambda: A(), lambda: A(1, 2), lambda: B(1)):
    try:
        f()
    except TypeError as e:
        print("TypeError:", e)
