def hello(self):
    return "hello " + self.name
C = type("C", (), {"hello": hello, "name": "dyn"})
print(C.__name__, C().hello(), isinstance(C(), C))
D = type("D", (C,), {"name": "sub"})
print(D().hello(), issubclass(D, C))
