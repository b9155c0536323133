class Manager:
    def __init__(self, swallows):
        self.swallows = swallows

    def __enter__(self):
        print("enter")
        return 5

    def __exit__(self, kind, value, traceback):
        print("exit", kind, value)
        return self.swallows


@micropython.viper
def f(manager, n: int):
    with manager as x:
        print("body", x)
        if n == 1:
            return "returned"
        if n == 2:
            raise ValueError("two")
    return "behind"


print(f(Manager(False), 0), f(Manager(False), 1), f(Manager(True), 2))
try:
    f(Manager(False), 2)
except ValueError as error:
    print("raised", error)
