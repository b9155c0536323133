class A:
    def __repr__(self):
        return repr(self)
try:
    repr(A())
except RuntimeError as e:
    print("RuntimeError:", e)
