class V:
    def __add__(self, o):
        return "add " + str(o)
v = V()
v += 5
print(v)
