@micropython.viper
def f(box):
    box.b = box.a
    del box.a
    del box.b
    box.b = 7
    x = [1, 2, 3]
    del x[0]
    return x, box.b


class Box:
    a = 0

    def __init__(self):
        self.a = 7


box = Box()
print(f(box), box.a)
