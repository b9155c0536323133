class K:
    def __init__(self, v):
        self.v = v
    def __hash__(self):
        return hash(self.v)
    def __eq__(self, o):
        return isinstance(o, K) and self.v == o.v
print(hash(K(5)) == hash(5), len({K(1), K(1), K(2)}), {K("a"): 1}[K("a")])
