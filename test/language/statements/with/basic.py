class C:
    def __enter__(self):
        print("enter")
        return "value"
    def __exit__(self, *args):
        print("exit", args)
with C() as v:
    print(v)
