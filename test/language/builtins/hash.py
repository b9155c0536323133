print(hash(5), hash("a") == hash("a"), hash(None) == hash(None), hash(True))
class A:
    def __hash__(self):
        return 42
print(hash(A()))
