class C:
    def g(self):
        return self.__dict__.get("v", "unset")
    def s(self, v):
        self.v = v
    x = property(g, s)
c = C()
print(c.x)
c.x = 3
print(c.x)
