class Down:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n
print(list(Down(4)), max(Down(3)), [x for x in Down(2)], *Down(3))
