class A:
    def __getattr__(self, n):
        if n == "magic":
            return 1
        raise AttributeError(n)
print(hasattr(A(), "magic"), hasattr(A(), "no"), hasattr([], "append"), hasattr(5, "x"))
