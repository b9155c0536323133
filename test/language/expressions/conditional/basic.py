for x in (1, 0):
    print("yes" if x else "no")
print([i if i % 2 else -i for i in range(5)])
