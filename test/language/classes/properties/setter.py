class C:
    def __init__(self):
        self._x = 0
    @property
    def x(self):
        return self._x
    @x.setter
    def x(self, v):
        print("setting", v)
        self._x = v
c = C()
c.x = 5
c.x += 1
print(c.x)
