i = 0
while i < 3:
    j = 0
    while True:
        if j == i:
            break
        j += 1
    print(i, j)
    i += 1
