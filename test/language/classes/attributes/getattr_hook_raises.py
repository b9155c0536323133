class A:
    def __getattr__(self, name):
        raise AttributeError(name)
try:
    A().foo
except AttributeError as e:
    print("AttributeError:", e)
print(hasattr(A(), "foo"), getattr(A(), "foo", "default"))
