class Stack(list):
    def push(self, x):
        self.append(x)
        return self
s = Stack([1]).push(2).push(3)
print(s, len(s), s[-1], isinstance(s, list), 2 in s)
