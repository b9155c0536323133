data = [1, 2, 0, 3]
it = iter(data)
while (v := next(it)):
    print(v)
