class C:
    def __enter__(self):
        return self
    def __exit__(self, t, v, tb):
        return True
with C():
    raise ValueError
print("after")
