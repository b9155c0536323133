class C:
    def __enter__(self):
        pass
    def __exit__(self, *a):
        print("exit", a[0])
def f():
    with C():
        return "r"
print(f())
