class K:
    def __init__(self, v):
        self.v = v
    def __hash__(self):
        return self.v % 3
    def __eq__(self, o):
        return self.v == o.v
d = {K(i): i for i in range(9)}
print(d[K(7)], K(8) in d, K(9) in d, len(d))
