def f():
    for i in range(3):
        try:
            try:
                return i
            finally:
                print("a")
        finally:
            print("b")
print(f())
