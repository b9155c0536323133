class A:
    zed = 1
    alpha = 2
    def m(self):
        pass
print([k for k in A.__dict__ if not k.startswith("__")])
