def g():
    for i in range(2):
        for j in "ab":
            try:
                yield i, j
            finally:
                print("f", end=" ")
print(list(g()))
