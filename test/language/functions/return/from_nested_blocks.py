def f():
    while True:
        for i in range(5):
            if i == 3:
                return i
print(f())
