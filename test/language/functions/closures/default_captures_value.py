print([f() for f in [lambda i=i: i for i in range(3)]])
