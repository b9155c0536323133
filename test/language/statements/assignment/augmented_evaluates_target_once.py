def i():
    print("index", end=" ")
    return 0
l = [1]
l[i()] += 1
print(l)
