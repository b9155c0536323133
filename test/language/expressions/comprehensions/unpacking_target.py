print([a + b for a, b in [(1, 2), (3, 4)]], [k for k, (x, y) in [("p", (1, 2))]])
