class C:
    @property
    def x(self):
        raise ValueError("no x")
try:
    C().x
except ValueError as e:
    print("ValueError", e)
