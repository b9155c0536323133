f = lambda x: "big" if x > 10 else "small"
print(f(11), f(1), (lambda: (yield))().__class__.__name__)
