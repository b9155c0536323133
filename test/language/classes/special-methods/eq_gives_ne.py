class V:
    def __init__(self, x):
        self.x = x
    def __eq__(self, o):
        return self.x == o.x
print(V(1) == V(1), V(1) != V(1), V(1) != V(2), V(1) in [V(1)])
