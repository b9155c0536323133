r = range(2)
print(list(r), list(r), [a + b for a in r for b in r])
