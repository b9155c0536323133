print([i for i in range(3)])
for i in range(2, 5):
    print(i, end=" ")
for i in range(5, 0, -2):
    print(i, end=" ")
print(i)
