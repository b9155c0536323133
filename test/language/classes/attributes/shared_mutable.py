class A:
    items = []
A().items.append(1)
A().items.append(2)
print(A.items)
