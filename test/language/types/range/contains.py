r = range(0, 10, 2)
print(4 in r, 5 in r, -2 in r, 10 in r)
