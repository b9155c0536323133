def make(n):
    class A:
        value = n
        def get(self):
            return n + self.value
    return A
print(make(1)().get(), make(5).value)
