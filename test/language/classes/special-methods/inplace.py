class V:
    def __init__(self):
        self.log = []
    def __iadd__(self, o):
        self.log.append(("iadd", o))
        return self
    def __isub__(self, o):
        self.log.append(("isub", o))
        return self
v = w = V()
v += 1
v -= 2
print(v is w, v.log)
