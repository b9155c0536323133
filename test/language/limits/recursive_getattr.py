class A:
    def __getattr__(self, n):
        return getattr(self, n + "x")
try:
    A().y
except (RuntimeError, MemoryError) as e:
    print(type(e).__name__)
