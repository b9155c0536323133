class A:
    attr = 1
    def method(self):
        pass
d = dir(A())
print("attr" in d, "method" in d, "append" in dir([]), "nope" in d)
