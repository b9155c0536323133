# Through super() a property comes as the object it is.
class A:
    @property
    def p(self):
        return "A.p"
class B(A):
    def raw(self):
        return type(super().p)
print(B().raw(), B().p)
