class C:
    x = property()
    @x.getter
    def x(self):
        return "got"
print(C().x)
