class C:
    def __enter__(self):
        pass
    def __exit__(self, t, v, tb):
        print(t, v)
try:
    with C():
        raise ValueError("x")
except ValueError as e:
    print("caught", e)
