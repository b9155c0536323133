# Two leading underscores are not mangled.
class A:
    def __init__(self):
        self.__x = 1
print(A().__x)
