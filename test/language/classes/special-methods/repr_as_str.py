class A:
    def __repr__(self):
        return "R"
print(A(), str(A()), {"k": A()})
