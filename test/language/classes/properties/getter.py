class C:
    def __init__(self, r):
        self.r = r
    @property
    def area(self):
        return self.r * self.r
print(C(3).area)
