class C:
    def __enter__(self):
        pass
    def __exit__(self, *a):
        raise KeyError("from exit")
try:
    with C():
        raise ValueError
except KeyError as e:
    print("KeyError", e)
