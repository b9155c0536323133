import gc


class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("released", self.name)


def use(name):
    Resource(name)


def overwrite():
    return [0] * 8


use("a")
overwrite()
gc.collect()
kept = Resource("b")
gc.collect()
print("kept", kept.name)
