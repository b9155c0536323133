def f():
    print("f", end=" ")
    return 5
print(1 < f() < 10)
print(9 < f() < f())
