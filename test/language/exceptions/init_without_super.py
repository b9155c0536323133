class E(Exception):
    def __init__(self, code):
        self.code = code
e = E(5)
print(e.code, e.args)
