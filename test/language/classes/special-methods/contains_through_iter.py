class A:
    def __iter__(self):
        return iter([1, 2])
print(2 in A(), 5 in A(), list(A()), sum(A()))
