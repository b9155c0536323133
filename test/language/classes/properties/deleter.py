class C:
    @property
    def x(self):
        return 1
    @x.deleter
    def x(self):
        print("deleted")
c = C()
del c.x
