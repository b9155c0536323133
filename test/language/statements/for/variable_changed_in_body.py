for i in range(3):
    print(i, end=" ")
    i = 99
print(i)
