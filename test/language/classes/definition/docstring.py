class A:
    "docs"
    x = 1
print(A.x)
