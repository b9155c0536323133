class A:
    x = 5
    @classmethod
    def make(cls):
        return cls.__name__
class B(A):
    x = 6
    def get(self):
        return super().x
    @classmethod
    def make(cls):
        return "B:" + super(B, cls).make()
print(B().get(), B.make())
