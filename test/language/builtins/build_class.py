def body():
    pass
C = __build_class__(body, "C")
print(C.__name__)
